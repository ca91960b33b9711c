import { Alert, Button, Group, List, Progress, Select, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalWords } from '../../i18n/refusals';
import { useFormat } from '../../parts/format';
import { RowsTable, type Column } from '../../parts/rows-table';
import { Data, Empty, LoadingRows, Refused } from '../../parts/states';
import classes from './leads.module.css';
import { saveReport, useImportedRows, useReport, type ImportedRow, type ImportReport as Report, type Outcome } from './use-imports';

const OUTCOMES: readonly Outcome[] = ['refused', 'created', 'merged'];

/** How far an import has come, what became of its rows, and why some were refused. `of`: rows of the file, where they were counted before. */
export function ImportReport({ id, of, isFileHere }: { id: string; of: number | undefined; isFileHere: boolean }) {
  const report = useReport(id);
  return <Data query={report}>{(data) => <Told report={data} of={of} isFileHere={isFileHere} />}</Data>;
}

function Told({ report, of, isFileHere }: { report: Report; of: number | undefined; isFileHere: boolean }) {
  const { t } = useTranslation('leads');
  const { number, moment } = useFormat();
  const { totals, status, dryRun } = report;
  const words = useRefusalWords();
  const box = useRef<HTMLDivElement>(null);
  // Below the columns, where there are any.
  useEffect(() => {
    if (isFileHere) box.current?.scrollIntoView({ block: 'start' });
  }, [isFileHere]);
  return (
    <Stack ref={box} className={classes.found!} role="region" aria-label={t('import.report')}>
      <div>
        <Title order={2} size="h4">
          {t(`import.of.${dryRun ? 'trial' : 'import'}`, { file: report.fileName })}
        </Title>
        <Text size="sm">{moment(report.startedAt)}</Text>
      </div>
      {status === 'running' && <Running done={totals.rowsRead} of={of} />}
      {status !== 'running' && (
        <Alert role="status" color={status === 'completed' ? (totals.refused > 0 ? 'yellow' : 'green') : 'red'} title={<span className={classes.said}>{t(`import.status.${status}`)}</span>}>
          {t(`import.next.${status === 'completed' ? (dryRun ? 'tried' : 'done') : 'again'}`)}
          {!isFileHere && (dryRun || status !== 'completed') && ` ${t('import.fileAgain')}`}
          {report.problem && <Text>{words(String(report.problem['code'] ?? ''), null)}</Text>}
        </Alert>
      )}
      <dl className={classes.figures}>
        {(['rowsRead', 'created', 'merged', 'refused'] as const).map((one) => (
          <div key={one}>
            <dt>{t(`import.total.${one}`)}</dt>
            <dd>{number(totals[one])}</dd>
          </div>
        ))}
      </dl>
      {report.refusals.length > 0 && (
        <section>
          <Title order={3} size="h5">
            {t('import.why')}
          </Title>
          <List>
            {report.refusals.map(({ code, field, rows }) => (
              <List.Item key={`${code} ${field}`}>{t('import.rowsOf', { count: rows, rows: number(rows), why: words(code, field) })}</List.Item>
            ))}
          </List>
        </section>
      )}
      {status !== 'running' && <Rows report={report} />}
    </Stack>
  );
}

function Running({ done, of }: { done: number; of: number | undefined }) {
  const { t } = useTranslation('leads');
  const { number } = useFormat();
  const percent = of ? Math.min(100, (100 * done) / of) : 100;
  return (
    <div>
      <Progress aria-label={t('import.progress')} value={percent} size="lg" {...(!of && { striped: true, animated: true })} />
      <Text role="status">{of ? t('import.doneOf', { done: number(done), of: number(of) }) : t('import.soFar', { done: number(done) })}</Text>
      <Text size="sm">{t('import.goesOn')}</Text>
    </div>
  );
}

/** Row by row, those first that want something. */
function Rows({ report: { importId, totals, dryRun } }: { report: Report }) {
  const { t } = useTranslation('leads');
  const words = useRefusalWords();
  const [outcome, setOutcome] = useState<Outcome | undefined>(totals.refused > 0 ? 'refused' : undefined);
  const list = useImportedRows(importId, outcome, totals.rowsRead);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const columns: Column<ImportedRow>[] = [
    { key: 'name', title: t('import.row.name'), cell: ({ name, rowNo }) => name ?? t('import.row.nameless', { at: rowNo }) },
    { key: 'at', title: t('import.row.at'), cell: ({ rowNo }) => rowNo, width: '80px', figures: true },
    { key: 'what', title: t('import.row.what'), width: 'minmax(0, 2fr)', cell: ({ outcome: what, code, field, matchedBy }) => (what === 'refused' ? words(code ?? '', field) : what === 'merged' ? t('import.merged', { by: t(`key.${matchedBy ?? 'company'}`) }) : t(`import.created.${dryRun ? 'trial' : 'import'}`)) },
  ];
  return (
    <section>
      <Group align="flex-end" mb="sm">
        <Select label={t('import.show')} value={outcome ?? 'all'} allowDeselect={false} onChange={(chosen) => setOutcome(OUTCOMES.find((one) => one === chosen))} data={[{ value: 'all', label: t('import.outcome.all') }, ...OUTCOMES.map((one) => ({ value: one, label: t(`import.outcome.${one}`) }))]} />
        <Button variant="default" onClick={() => void saveReport(importId)}>
          {t('import.save')}
        </Button>
      </Group>
      {list.isPending && <LoadingRows />}
      {list.error && !list.data && <Refused error={list.error} again={() => void list.refetch()} />}
      {list.data && rows.length === 0 && <Empty text={t('import.noRows')} />}
      {rows.length > 0 && (
        <RowsTable
          label={t('import.rows')}
          rows={rows}
          rowKey={({ rowNo }) => String(rowNo)}
          columns={columns}
          {...(!dryRun && outcome !== 'refused' && { href: ({ leadId }: ImportedRow) => `/leads/${leadId ?? ''}` })}
          more={list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : undefined}
        />
      )}
    </section>
  );
}

/** Why a row was refused, and where. */
function useRefusalWords(): (code: string, field: string | null) => string {
  const { t, i18n } = useTranslation('leads');
  return (code, field) => {
    const why = refusalWords(code, {}, undefined)?.title ?? t('refusedFor', { code });
    if (!field) return why;
    return t('import.inField', { why, field: i18n.exists(`column.${field}`, { ns: 'leads' }) ? t(`column.${field}`) : field });
  };
}
