import { ActionIcon, Button, Checkbox, Fieldset, Group, NumberInput, Stack, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client';
import type { Problem } from '../../api/problem';
import classes from './pipeline.module.css';

type Terms = Schema<'OpportunitiesWinOpportunityDto'>['terms'];

/** One portion as it is typed. */
export interface TypedLine {
  key: number;
  label: string;
  portion: string;
  days: number | string;
  endOfMonth: boolean;
  daysAfter: number | string;
}

export const firstLine: TypedLine = { key: 0, label: '', portion: '100', days: 30, endOfMonth: false, daysAfter: '' };

export const typedLines = ({ lines }: Terms): TypedLine[] =>
  lines.map(({ label, portion, days, endOfMonth = false, daysAfter = '' }, key) => ({ key, label, portion, days, endOfMonth, daysAfter }));

export const termsOf = (lines: readonly TypedLine[]): Terms => ({
  lines: lines.map(({ label, portion, days, endOfMonth, daysAfter }) => ({
    label: label.trim(),
    portion: portion.trim(),
    days: Number(days),
    ...(endOfMonth && { endOfMonth, ...(daysAfter !== '' && { daysAfter: Number(daysAfter) }) }),
  })),
});

export const areComplete = (lines: readonly TypedLine[]): boolean => lines.every(({ portion, days, label }) => portion.trim() && days !== '' && label.trim());

/** When the customer pays: portions of the amount, each some days after the contract begins. */
export function TermsFields({ lines, change, problem }: { lines: readonly TypedLine[]; change: (lines: TypedLine[]) => void; problem: Problem | undefined }) {
  const { t } = useTranslation('pipeline');
  const set = (key: number, part: Partial<TypedLine>) => change(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));
  const wrong = (at: number, field: string) => problem?.of(`terms.lines.${at}.${field}`);
  return (
    <>
      {lines.map(({ key, portion, days, label, endOfMonth, daysAfter }, at) => (
        <Fieldset key={key} legend={t('line', { no: at + 1 })}>
          <Stack gap="xs">
            <TextInput label={t('lineLabel')} value={label} maxLength={120} onChange={({ currentTarget }) => set(key, { label: currentTarget.value })} error={wrong(at, 'label')} {...(at === 0 && { 'data-autofocus': true })} />
            <Group wrap="nowrap" align="flex-end" gap="xs">
              <TextInput label={t('portion')} inputMode="decimal" value={portion} onChange={({ currentTarget }) => set(key, { portion: currentTarget.value })} error={wrong(at, 'portion')} />
              <NumberInput label={t('days')} value={days} min={0} max={3650} allowDecimal={false} hideControls onChange={(chosen) => set(key, { days: chosen })} error={wrong(at, 'days')} />
              {lines.length > 1 && (
                <ActionIcon aria-label={t('removeLine', { no: at + 1 })} onClick={() => change(lines.filter((line) => line.key !== key))}>
                  <IconTrash aria-hidden />
                </ActionIcon>
              )}
            </Group>
            <Checkbox label={t('endOfMonth')} classNames={{ body: classes.tick! }} checked={endOfMonth} onChange={({ currentTarget }) => set(key, { endOfMonth: currentTarget.checked, daysAfter: '' })} />
            {endOfMonth && <NumberInput label={t('daysAfter')} value={daysAfter} min={0} max={365} allowDecimal={false} hideControls onChange={(chosen) => set(key, { daysAfter: chosen })} error={wrong(at, 'daysAfter')} />}
          </Stack>
        </Fieldset>
      ))}
      <Button variant="default" onClick={() => change([...lines, { ...firstLine, key: Math.max(...lines.map(({ key }) => key)) + 1, portion: '', days: '' }])}>
        {t('addLine')}
      </Button>
    </>
  );
}
