import { Alert, Anchor, Badge, Button, Code, CopyButton, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../../api/who';
import { useNow } from '../../parts/format';
import { Page } from '../../parts/page';
import { Data, Refused } from '../../parts/states';
import { When } from '../../parts/values';
import classes from './developers.module.css';
import { MakeKey } from './make-key';
import { useKeys, useRevokeKey, type ApiKey, type MadeKey } from './use-keys';

/** What programs need: the way to the API's own page, and keys that act for oneself. */
export default function DevelopersPage() {
  const { t } = useTranslation('developers');
  const { personId } = useMe();
  const keys = useKeys(personId);
  const revoke = useRevokeKey();
  const [isOpen, setOpen] = useState(false);
  const [made, setMade] = useState<MadeKey>();
  return (
    <Page title={t('title')}>
      <Stack gap="lg">
        <Text>
          {t('api')}{' '}
          <Anchor href="/docs" className={classes.link}>
            {t('apiPage')}
          </Anchor>
          <br />
          {t('eventsAbout')}{' '}
          <Anchor component={Link} to="/developers/events" className={classes.link}>
            {t('eventsPage')}
          </Anchor>
        </Text>
        <section aria-labelledby="keys">
          <Group justify="space-between">
            <Title order={2} size="h4" id="keys">
              {t('keys')}
            </Title>
            <Button variant="default" onClick={() => setOpen(true)}>
              {t('make')}
            </Button>
          </Group>
          <Text size="sm" c="dimmed">
            {t('about')}
          </Text>
          {made?.key && <Fresh name={made.name} text={made.key} close={() => setMade(undefined)} />}
          {revoke.problem && <Refused error={revoke.problem} />}
          <Data query={keys} isEmpty={({ items }) => items.length === 0} empty={<Text mt="sm">{t('none')}</Text>}>
            {({ items }) => (
              <ul className={classes.list}>
                {items.map((key) => (
                  <Key key={key.id} apiKey={key} revoke={() => revoke.run(key.id)} isRunning={revoke.isRunning} />
                ))}
              </ul>
            )}
          </Data>
        </section>
      </Stack>
      {isOpen && <MakeKey close={() => setOpen(false)} made={setMade} />}
    </Page>
  );
}

/** The one time that a key is shown. */
function Fresh({ name, text, close }: { name: string; text: string; close: () => void }) {
  const { t } = useTranslation('developers');
  return (
    <Alert color="blue" role="status" title={t('fresh', { name })} my="sm">
      <Stack align="flex-start" gap="xs">
        <Code block className={classes.key}>
          {text}
        </Code>
        <Group>
          <CopyButton value={text}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? t('copied') : t('copy')}
              </Button>
            )}
          </CopyButton>
          <Button variant="subtle" onClick={close}>
            {t('kept')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

function Key({ apiKey: { name, prefix, may, expiresAt, lastUsedAt, revokedAt }, revoke, isRunning }: { apiKey: ApiKey; revoke: () => void; isRunning: boolean }) {
  const { t } = useTranslation('developers');
  const now = useNow();
  const isOver = revokedAt !== null || new Date(expiresAt) <= now;
  return (
    <li className={classes.row}>
      <div>
        <Group gap="xs">
          <Text fw={600}>{name}</Text>
          {isOver && (
            <Badge variant="light" color="gray">
              {t('over')}
            </Badge>
          )}
        </Group>
        <Text size="sm" className={classes.key}>
          {prefix}… · {may.join(', ')}
        </Text>
        <Text size="sm" c="dimmed">
          {t('until')} <When at={revokedAt ?? expiresAt} style="date" /> · {lastUsedAt ? t('used') : t('unused')} {lastUsedAt && <When at={lastUsedAt} />}
        </Text>
      </div>
      {!isOver && (
        <Button variant="subtle" loading={isRunning} aria-label={t('endOf', { name })} onClick={revoke}>
          {t('end')}
        </Button>
      )}
    </li>
  );
}
