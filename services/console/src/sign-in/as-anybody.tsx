import { SimpleGrid, Stack, Text, TextInput, Title, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api, type Schema } from '../api/client';
import { noAnswer } from '../api/problem';
import { openSandboxSession } from '../api/session';
import { Data, Empty, Refused } from '../parts/states';
import classes from './sign-in.module.css';

type Person = Schema<'DirectoryPersonDto'>;

/** In the order of the list. */
const ROLES = ['sales-rep', 'sales-manager', 'sales-head', 'finance', 'legal', 'commercial', 'collector', 'admin', 'operator'] as const;

/** A sandbox guards nothing: choose whom to be. */
export function AsAnybody({ onSignedIn }: { onSignedIn: () => Promise<void> }) {
  const { t } = useTranslation('sign-in');
  const [wanted, setWanted] = useState('');
  const [busy, setBusy] = useState<string>();
  const [error, setError] = useState<unknown>();
  const people = useQuery({ queryKey: ['sandbox-people'], queryFn: () => answer(api.GET('/v1/sandbox/people')), retry: 5 });
  const choose = async (id: string) => {
    if (busy) return;
    setBusy(id);
    setError(undefined);
    const opened = await openSandboxSession(id).catch(() => false);
    if (opened) await onSignedIn();
    else setError(noAnswer());
    setBusy(undefined);
  };
  return (
    <Stack>
      <Title order={2} size="h3">
        {t('asAnybody')}
      </Title>
      <TextInput type="search" label={t('find')} leftSection={<IconSearch aria-hidden size={18} />} value={wanted} onChange={(event) => setWanted(event.currentTarget.value)} maw={420} />
      {error !== undefined && <Refused error={error} />}
      <Data query={people} isEmpty={({ items }) => items.length === 0} empty={<Empty text={t('nobodyYet')} />}>
        {({ items }) => {
          const found = items.filter(({ active, name, position, unitName }) => active && `${name} ${position} ${unitName}`.toLowerCase().includes(wanted.trim().toLowerCase()));
          if (found.length === 0) return <Text role="status">{t('nobodyLikeThat')}</Text>;
          return ROLES.map((role) => ({ role, members: found.filter(({ roles }) => roles[0] === role) }))
            .filter(({ members }) => members.length > 0)
            .map(({ role, members }) => (
              <section key={role} aria-labelledby={`role-${role}`}>
                <Title order={3} size="h4" id={`role-${role}`}>
                  {t(`role.${role}`)}
                </Title>
                <Text c="dimmed" size="sm" mb="xs">
                  {t(`does.${role}`)}
                </Text>
                <SimpleGrid cols={{ base: 1, xs: 2, md: 3, lg: 4 }} spacing="sm">
                  {members.map((person) => (
                    <PersonCard key={person.id} person={person} busy={busy === person.id} choose={() => void choose(person.id)} />
                  ))}
                </SimpleGrid>
              </section>
            ));
        }}
      </Data>
    </Stack>
  );
}

function PersonCard({ person: { name, position, unitName }, busy, choose }: { person: Person; busy: boolean; choose: () => void }) {
  const { t } = useTranslation('sign-in');
  return (
    <UnstyledButton className={classes.person} onClick={choose} disabled={busy}>
      <VisuallyHidden>{t('as')} </VisuallyHidden>
      <Text span fw={600} display="block">
        {name}
      </Text>{' '}
      <Text span size="sm" c="dimmed" display="block">
        {position}, {unitName}
      </Text>
    </UnstyledButton>
  );
}
