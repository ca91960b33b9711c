import { Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { notify } from '../../parts/notify';
import { Page } from '../../parts/page';
import { Refused } from '../../parts/states';
import { useDraft } from '../../parts/use-draft';
import { Duplicates } from './duplicates';
import { PoolSelect } from './pool-select';
import { candidatesOf, useCapture, type Capture } from './use-capture';

const FIELDS = ['companyName', 'contactName', 'phone', 'email', 'city', 'product', 'source'] as const;
const CHANNELS = ['telephone', 'email', 'event', 'partner'] as const;
/** As many characters as the API takes. */
const MOST: Partial<Record<(typeof FIELDS)[number], number>> = { email: 254, phone: 50, source: 200 };
type Draft = Partial<Record<(typeof FIELDS)[number] | 'referrer' | 'channel' | 'poolId', string>>;

/** One lead by hand. Where the company may be here already, that is said before anything is created, and somebody chooses what it is. */
export default function NewLeadPage() {
  const { t } = useTranslation('leads');
  const navigate = useNavigate();
  const [text, setText, forget] = useDraft('lead');
  const draft = (text ? JSON.parse(text) : {}) as Draft;
  const [refused, setRefused] = useState<{ of: string; problem: Parameters<typeof candidatesOf>[0] }>();
  const channel = draft.channel ?? 'telephone';
  const capture = useCapture(
    ({ leadId, status }) => {
      forget();
      void notify({ message: t(`new.done.${status}`) });
      void navigate(status === 'available' ? `/leads/${leadId}` : '/leads');
    },
    (problem) => setRefused({ of: text, problem }),
  );
  const change = (name: keyof Draft, value: string | null | undefined) => setText(JSON.stringify({ ...draft, [name]: value ?? undefined }));
  const given = Object.fromEntries(Object.entries(draft).flatMap(([name, value]) => (value.trim() ? [[name, value.trim()]] : []))) as Draft;
  const send = (how: Pick<Capture, 'onDuplicate' | 'attachTo' | 'duplicateReason'> = {}) => {
    const { channel: _channel, referrer, ...lead } = given;
    capture.run({ ...lead, channel: channel as (typeof CHANNELS)[number], ...(channel === 'partner' && referrer && { referrer }), ...how });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  // What was found is about the lead as it was sent.
  const found = refused?.of === text ? candidatesOf(refused.problem) : undefined;
  const problem = capture.problem && !found ? capture.problem : undefined;

  return (
    <Page title={t('new.title')} back="/leads">
      <form onSubmit={submit} aria-label={t('new.title')}>
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            {FIELDS.map((name) => (
              <TextInput key={name} name={name} label={t(`column.${name}`)} value={draft[name] ?? ''} maxLength={MOST[name] ?? 10_000} autoComplete="off" {...(name === 'email' && { inputMode: 'email' as const })} {...(name === 'phone' && { inputMode: 'tel' as const })} error={problem?.of(name)} onChange={({ currentTarget }) => change(name, currentTarget.value)} />
            ))}
            <Select label={t('import.channel')} value={channel} allowDeselect={false} onChange={(next) => change('channel', next)} data={CHANNELS.map((one) => ({ value: one, label: t(`channel.${one}`) }))} />
            {channel === 'partner' && <TextInput label={t('column.referrer')} required value={draft.referrer ?? ''} maxLength={200} error={problem?.of('referrer')} onChange={({ currentTarget }) => change('referrer', currentTarget.value)} />}
            <PoolSelect value={draft.poolId} onChange={(next) => change('poolId', next)} none={t('new.byRules')} />
          </SimpleGrid>
          {problem && <Refused error={problem} />}
          {found ? (
            <Duplicates found={found} isRunning={capture.isRunning} choose={send} giveUp={() => { forget(); void navigate('/leads'); }} />
          ) : (
            <Group justify="space-between">
              <Text size="sm">{t('new.nameHint')}</Text>
              <Button type="submit" loading={capture.isRunning} disabled={!given.companyName && !given.contactName}>
                {t('new.create')}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Page>
  );
}

