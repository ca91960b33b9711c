import { Radio, Stack, Text, Textarea } from '@mantine/core';
import { notify } from '../../parts/notify';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client';
import { FormDialog } from './form-dialog';
import classes from './leads.module.css';
import { useAskExtension, useDisqualify, useRelease, type LeadDetail } from './use-leads';

export type Ending = 'extension' | 'release' | 'disqualify';
const REASONS = ['no-need', 'no-budget', 'no-contact', 'wrong-region', 'competitor', 'not-a-company', 'other'] as const satisfies readonly Schema<'LeadsDisqualifyLeadDto'>['reason'][];

/** More time, back to its pool, or nothing to be had from it: each with what there is to say. */
export function EndDialog({ ending, lead, close }: { ending: Ending; lead: LeadDetail; close: () => void }) {
  const { t } = useTranslation('leads');
  const [reason, setReason] = useState<(typeof REASONS)[number]>();
  const [words, setWords] = useState('');
  const done = () => {
    void notify({ message: t(`done.${ending}`) });
    close();
  };
  const acts = { extension: useAskExtension(lead.leadId, done), release: useRelease(lead.leadId, done), disqualify: useDisqualify(lead.leadId, done) };
  const { problem, isRunning } = acts[ending];
  const run = () => {
    if (ending === 'disqualify') acts.disqualify.run({ reason: reason!, ...(words.trim() && { note: words.trim() }) });
    else acts[ending].run(words.trim());
  };
  const isReady = ending === 'release' || (ending === 'extension' ? words.trim() !== '' : reason !== undefined);
  return (
    <FormDialog title={t(`do.${ending}`)} problem={problem} close={close} send={{ text: t(`do.${ending}`), run, isRunning, isReady }}>
      <Text>{t(`about.${ending}`)}</Text>
      {ending === 'disqualify' && (
        <Radio.Group label={t('whyNot')} value={reason ?? ''} onChange={(chosen) => setReason(chosen as (typeof REASONS)[number])}>
          <Stack gap={0} mt="xs">
            {REASONS.map((one) => (
              <Radio key={one} value={one} label={t(`disqualified.${one}`)} classNames={{ body: classes.answer! }} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <Textarea label={t(`say.${ending}`)} value={words} maxLength={1_000} onChange={({ currentTarget }) => setWords(currentTarget.value)} error={problem?.of('reason') ?? problem?.of('note')} />
    </FormDialog>
  );
}
