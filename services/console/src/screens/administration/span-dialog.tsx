import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../api/problem';
import { FormDialog } from '../../parts/form-dialog';

export interface Span {
  from: string;
  to: string;
}

/** From a day until another one, which belongs to it. */
export function SpanDialog({ title, span, change, isReady, isRunning, problem, run, close, children }: { title: string; span: Span; change: (span: Span) => void; isReady: boolean; isRunning: boolean; problem: Problem | undefined; run: () => void; close: () => void; children: ReactNode }) {
  const { t } = useTranslation('administration');
  return (
    <FormDialog title={title} close={close} problem={problem} send={{ text: t('enter'), run, isRunning, isReady: isReady && span.from !== '' && span.to >= span.from }}>
      {children}
      <TextInput type="date" label={t('from')} required value={span.from} onChange={({ currentTarget }) => change({ ...span, from: currentTarget.value })} error={problem?.of('from')} />
      <TextInput type="date" label={t('to')} required value={span.to} min={span.from} onChange={({ currentTarget }) => change({ ...span, to: currentTarget.value })} error={problem?.of('to')} />
    </FormDialog>
  );
}
