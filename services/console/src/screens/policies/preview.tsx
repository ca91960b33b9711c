import { Button, SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts/format';
import { Refused } from '../../parts/states';
import { When } from '../../parts/values';
import { LeadLines } from './lead-lines';
import classes from './policies.module.css';
import { usePreview, useRecords, type Change, type Document, type Preview as Summary } from './use-policies';

const CHANGES = ['all', 'more', 'fewer', 'both'] as const;

/** Who loses what until tonight, under the rules in force and, where one is being written, under the draft. Changes nothing. */
export function Preview({ policyId, document }: { policyId: string; document?: Document }) {
  const { t } = useTranslation('policies');
  const { number } = useFormat();
  const preview = usePreview();
  const summary = preview.result;
  return (
    <Stack align="flex-start">
      <Text size="sm">{document ? t('previewDraft') : t('previewNow')}</Text>
      <Button variant="default" loading={preview.isRunning} onClick={() => preview.run({ policyId, ...(document && { document }) })}>
        {t('compute')}
      </Button>
      {preview.problem && <Refused error={preview.problem} />}
      {summary && (
        <>
          <Text fw={600} role="status">
            {t('tonight', { count: summary.before, number: number(summary.before) })}
            {document && ` ${t('withDraft', { more: number(summary.more), fewer: number(summary.fewer), after: number(summary.after) })}`}
          </Text>
          <Text size="sm" c="dimmed">
            {t('lookedAt', { count: summary.lookedAt, number: number(summary.lookedAt) })} <When at={summary.until} />
          </Text>
          {summary.byOwner.length > 0 && <Owners summary={summary} isDraft={document !== undefined} />}
        </>
      )}
    </Stack>
  );
}

function Owners({ summary, isDraft }: { summary: Summary; isDraft: boolean }) {
  const { t } = useTranslation('policies');
  const { number } = useFormat();
  const [owner, setOwner] = useState<string>();
  const [change, setChange] = useState<(typeof CHANGES)[number]>('all');
  const columns = isDraft ? (['before', 'after', 'more', 'fewer'] as const) : (['before'] as const);
  return (
    <>
      <section tabIndex={0} className={classes.wide} aria-label={t('byOwner')}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('owner')}</Table.Th>
              {columns.map((one) => (
                <Table.Th key={one} scope="col" ta="end">
                  {t(`column.${one}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {summary.byOwner.map((row) => (
              <Table.Tr key={row.ownerId}>
                <Table.Th scope="row">
                  <Button variant="subtle" aria-pressed={owner === row.ownerId} onClick={() => setOwner(owner === row.ownerId ? undefined : row.ownerId)}>
                    {row.name ?? t('somebody')}
                  </Button>
                </Table.Th>
                {columns.map((one) => (
                  <Table.Td key={one} ta="end">
                    {number(row[one])}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {isDraft && <SegmentedControl aria-label={t('records')} value={change} onChange={(next) => setChange(next as (typeof CHANGES)[number])} data={CHANGES.map((value) => ({ value, label: t(`change.${value}`) }))} />}
      <Records previewId={summary.previewId} change={change === 'all' ? undefined : change} owner={owner} />
    </>
  );
}

function Records({ previewId, change, owner }: { previewId: string; change: Change | undefined; owner: string | undefined }) {
  const { t } = useTranslation('policies');
  const records = useRecords(previewId, change, owner);
  const rows = records.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <LeadLines
      query={records}
      label={t('records')}
      rows={rows.map(({ before, after, ...row }) => ({
        ...row,
        ends: [
          { by: t('column.before'), end: before },
          { by: t('column.after'), end: after },
        ],
      }))}
    />
  );
}
