import { NumberInput, SegmentedControl, Textarea } from '@mantine/core';
import { notify } from '../../parts/notify';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts/format';
import { FormDialog } from './form-dialog';
import { useRecord, type LeadDetail } from './use-leads';

const KINDS = ['call', 'visit', 'meeting', 'mail', 'message', 'note'] as const;

/** Afterwards it says whether this counted as work on the lead, and until when the lead is protected now. */
export function ActivityDialog({ lead, close }: { lead: LeadDetail; close: () => void }) {
  const { t } = useTranslation('leads');
  const { moment } = useFormat();
  const [kind, setKind] = useState<(typeof KINDS)[number]>('call');
  const [minutes, setMinutes] = useState<number | string>('');
  const [note, setNote] = useState('');
  const record = useRecord(lead.leadId, ({ resets, protectedUntil }) => {
    void notify({ message: resets && protectedUntil ? t('recordedUntil', { at: moment(protectedUntil) }) : t('recorded') });
    close();
  });
  const run = () => record.run({ kind, on: 'lead', ...(minutes !== '' && { minutes: Number(minutes) }), ...(note.trim() && { note: note.trim() }) });
  return (
    <FormDialog title={t('do.activity')} problem={record.problem} close={close} send={{ text: t('record'), run, isRunning: record.isRunning, isReady: true }}>
      <SegmentedControl orientation="vertical" aria-label={t('activityKind')} value={kind} onChange={(chosen) => setKind(chosen as typeof kind)} data={KINDS.map((one) => ({ value: one, label: t(`activity.${one}`) }))} />
      <NumberInput label={t('minutes')} value={minutes} min={0} max={1440} allowDecimal={false} hideControls onChange={setMinutes} error={record.problem?.of('minutes')} />
      <Textarea label={t('note')} value={note} maxLength={10_000} onChange={({ currentTarget }) => setNote(currentTarget.value)} error={record.problem?.of('note')} />
    </FormDialog>
  );
}
