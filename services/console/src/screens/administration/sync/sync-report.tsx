import { Alert, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { refusalWords } from '../../../i18n/refusals';
import { RowsTable } from '../../../parts/rows-table';
import type { SyncedRow, SyncReport } from './use-sync';

const OUTCOMES = ['new', 'changed', 'same', 'would-leave', 'left', 'faulty'] as const;

/** What became of each row, or would become of it; what is faulty comes first. */
export function SyncReportTable({ report: { applied, rows } }: { report: SyncReport }) {
  const { t, i18n } = useTranslation('administration');
  const counts = OUTCOMES.map((one) => [one, rows.filter(({ outcome }) => outcome === one).length] as const).filter(([, count]) => count > 0);
  const isFaulty = rows.some(({ outcome }) => outcome === 'faulty');
  const sorted = [...rows].sort((a, b) => weight(b) - weight(a));
  // The server's own words name the field; in other languages the code has words of its own.
  const why = ({ code, why: words }: SyncedRow) => (i18n.language === 'en' ? words : code && refusalWords(code, {}, undefined)?.title) ?? words;
  return (
    <Stack>
      <Alert role="status" color={isFaulty ? 'red' : applied ? 'green' : 'blue'} title={applied ? t('sync.done') : isFaulty ? t('sync.faulty') : t('sync.would')}>
        {counts.length === 0 ? t('sync.nothing') : counts.map(([one, count]) => t('sync.count', { what: t(`sync.outcome.${one}`), number: count })).join(' · ')}
      </Alert>
      {rows.length > 0 && (
        <RowsTable
          label={t('sync.rows')}
          rows={sorted}
          rowKey={({ file, row, key }) => `${file} ${row} ${key}`}
          columns={[
            { key: 'key', title: t('sync.key'), cell: ({ key }) => key || '–' },
            { key: 'row', title: t('sync.row'), cell: ({ file, row }) => (row === null ? t('sync.missing') : t(`sync.rowOf.${file}`, { row })) },
            { key: 'what', title: t('sync.what'), cell: ({ outcome }) => t(`sync.outcome.${outcome}`) },
            { key: 'why', title: t('sync.why'), width: 'minmax(0, 2fr)', cell: (row) => why(row) ?? '–' },
          ]}
        />
      )}
    </Stack>
  );
}

const weight = ({ outcome }: SyncedRow): number => (outcome === 'faulty' ? 2 : outcome === 'same' ? 0 : 1);
