import { NumberInput, SegmentedControl, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../parts/form-dialog';
import { notify } from '../../parts/notify';
import { useDraft } from '../../parts/use-draft';
import { When } from '../../parts/values';
import classes from './contracts.module.css';
import { PersonName } from './person-name';
import { Section } from './section';
import { useRecord, type Contract } from './use-contracts';

const KINDS = ['call', 'visit', 'meeting', 'mail', 'message', 'note'] as const;

export function Activities({ contract: { activities } }: { contract: Contract }) {
  const { t } = useTranslation('contracts');
  if (activities.length === 0) return null;
  return (
    <Section title={t('activities')}>
      <ul className={classes.list}>
        {activities.map(({ id, kind, minutes, note, by, at }) => (
          <li key={id}>
            <Text size="sm">
              <When at={at} /> · {t(`activity.${kind}`)}
              {minutes !== null && ` · ${t('minutesOf', { count: minutes })}`} · <PersonName id={by} />
            </Text>
            {note && <Text className={classes.name}>{note}</Text>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** A call, a visit … about the contract. */
export function ActivityDialog({ contract, close }: { contract: Contract; close: () => void }) {
  const { t } = useTranslation('contracts');
  const [kind, setKind] = useState<(typeof KINDS)[number]>('call');
  const [minutes, setMinutes] = useState<number | string>('');
  const [note, setNote, forget] = useDraft(`contract.${contract.id}.activity`);
  const { isRunning, problem, run } = useRecord(contract, {
    onDone: () => {
      forget();
      void notify({ message: t('recorded') });
      close();
    },
  });
  const send = () => run({ kind, ...(minutes !== '' && { minutes: Number(minutes) }), ...(note.trim() && { note: note.trim() }) });
  return (
    <FormDialog title={t('do.activity')} close={close} problem={problem} send={{ text: t('record'), run: send, isRunning, isReady: true }}>
      <SegmentedControl orientation="vertical" aria-label={t('activityKind')} value={kind} onChange={(chosen) => setKind(chosen as typeof kind)} data={KINDS.map((one) => ({ value: one, label: t(`activity.${one}`) }))} />
      <NumberInput label={t('minutes')} value={minutes} min={0} max={1440} allowDecimal={false} hideControls onChange={setMinutes} error={problem?.of('minutes')} />
      <Textarea label={t('note')} value={note} maxLength={10_000} onChange={({ currentTarget }) => setNote(currentTarget.value)} error={problem?.of('note')} />
    </FormDialog>
  );
}
