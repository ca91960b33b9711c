import { Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useRights } from '../../../app/rights';
import { useFormat } from '../../../parts/format';
import { useFactWords, useKindWords } from '../../../parts/fact-words';
import { Page } from '../../../parts/page';
import { RowsTable } from '../../../parts/rows-table';
import { Empty, LoadingRows, Refused } from '../../../parts/states';
import { Person, When } from '../../../parts/values';
import { Places } from '../places';
import classes from './audit.module.css';
import { beginOf, endOf } from './days';
import { Filters, type Filter } from './filters';
import { LineDialog } from './line-dialog';
import { everybodyQuery, saveTrail, useAudit, type Line, type Wanted } from './use-audit';

/** Where the page of a record lies, where it has one. */
const PAGES: Record<string, string> = { lead: '/leads', opportunity: '/deals', deal: '/deals', contract: '/contracts', task: '/tasks', approval: '/approvals', person: '/administration/people', unit: '/administration/units' };
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** Who did what, when and on which record. */
export default function AuditPage() {
  const { t } = useTranslation('administration');
  const may = useRights();
  const { zone } = useFormat();
  const [params, setParams] = useSearchParams();
  const [shown, setShown] = useState<Line>();
  const filter: Filter = { person: params.get('person'), kind: params.get('kind'), record: params.get('record'), from: params.get('from'), to: params.get('to') };
  const change = (next: Partial<Filter>) => setParams(Object.fromEntries(Object.entries({ ...filter, ...next }).filter((entry): entry is [string, string] => Boolean(entry[1]))), { replace: true });
  const wanted = wantedBy(filter, zone ?? 'UTC');
  return (
    <Page title={t('audit.title')} wide actions={may('audit:export') && <Export wanted={wanted} />}>
      <Places />
      <Stack>
        <Filters filter={filter} change={change} />
        {zone && <Trail wanted={wanted} open={setShown} />}
      </Stack>
      {shown && (
        <LineDialog
          line={shown}
          close={() => setShown(undefined)}
          onlyRecord={() => {
            change({ record: shown.record.id, kind: shown.record.kind });
            setShown(undefined);
          }}
        />
      )}
    </Page>
  );
}

function wantedBy({ person, kind, record, from, to }: Filter, zone: string): Wanted {
  const id = record?.trim() ? (UUID.exec(record)?.[0] ?? record.trim()) : undefined;
  return {
    ...(person && { person }),
    ...(kind && { kind }),
    ...(id && { record: id }),
    ...(from && { from: beginOf(from, zone).toISOString() }),
    ...(to && { until: endOf(to, zone).toISOString() }),
  };
}

function Trail({ wanted, open }: { wanted: Wanted; open: (line: Line) => void }) {
  const { t } = useTranslation('administration');
  const { isPending, errors, lines, hasMore, more, anew, isReading } = useAudit(wanted);
  const inWords = useFactWords();
  const kindWords = useKindWords();
  const known = useQuery(everybodyQuery).data ?? [];
  const nameOf = (id: string): string | undefined => known.find((one) => one.id === id)?.name;
  const who = ({ by, standsInFor }: Line) => {
    if (!by || by.type === 'system') return t('audit.automatic');
    const name = by.name ?? nameOf(by.id) ?? by.id;
    return <Person name={name} standsInFor={standsInFor ? { name: nameOf(standsInFor) ?? standsInFor } : undefined} />;
  };
  return (
    <>
      <Group justify="space-between">
        <Text size="sm" c="dimmed" flex={1} miw={240}>
          {t('audit.about')}
        </Text>
        <Button variant="default" loading={isReading} onClick={anew}>
          {t('audit.anew')}
        </Button>
      </Group>
      {errors.map(({ error, again }, at) => (
        <Refused key={at} error={error} again={again} />
      ))}
      {isPending && lines.length === 0 && <LoadingRows />}
      {!isPending && lines.length === 0 && errors.length === 0 && <Empty text={t('audit.none')} />}
      {lines.length > 0 && (
        <RowsTable
          label={t('audit.title')}
          rows={lines}
          rowKey={({ service, seq }) => `${service} ${seq}`}
          more={hasMore ? more : undefined}
          columns={[
            { key: 'what', title: t('audit.what'), width: 'minmax(0, 3fr)', cell: (line) => <What line={line} words={inWords(line.what)} /> },
            { key: 'when', title: t('audit.when'), width: '200px', cell: ({ at }) => <When at={at} /> },
            { key: 'who', title: t('audit.who'), width: 'minmax(0, 2fr)', cell: who },
            { key: 'how', title: t('audit.how'), width: 'minmax(0, 1fr)', cell: ({ by }) => <How type={by?.type ?? 'system'} /> },
            { key: 'record', title: t('audit.record'), width: 'minmax(0, 1fr)', cell: ({ record: { kind, id } }) => (PAGES[kind] ? (
                  <Anchor component={Link} to={`${PAGES[kind]}/${id}`} className={classes.link}>
                    {kindWords(kind)}
                  </Anchor>
                ) : (
                  kindWords(kind)
                )) },
            {
              key: 'more',
              title: t('audit.details'),
              width: '110px',
              cell: (line) => (
                <Button variant="subtle" size="compact-md" className={classes.more} aria-label={t('audit.detailsOf', { what: inWords(line.what) })} onClick={() => open(line)}>
                  {t('audit.details')}
                </Button>
              ),
            },
          ]}
        />
      )}
    </>
  );
}

/** What a line calls its record, where it says so. */
const NAMES = ['displayName', 'companyName', 'accountName', 'contractNumber', 'name', 'label'];
const nameIn = (data: Record<string, unknown>): string | undefined => NAMES.map((name) => data[name]).find((value): value is string => typeof value === 'string' && value !== '');

function What({ line: { sealed, data }, words }: { line: Line; words: string }) {
  const { t } = useTranslation('administration');
  return (
    <span className={classes.what}>
      {words}
      {nameIn(data) && (
        <Text span size="sm" c="dimmed">
          {nameIn(data)}
        </Text>
      )}
      {!sealed && (
        <Badge variant="light" color="gray">
          {t('audit.notSealed')}
        </Badge>
      )}
    </span>
  );
}

const KNOWN = ['user', 'api_key', 'link', 'system', 'sandbox', 'operator'];

/** By what it was known who did it. */
function How({ type }: { type: string }) {
  const { t } = useTranslation('administration');
  return <span>{KNOWN.includes(type) ? t(`audit.by.${type}`) : type}</span>;
}

function Export({ wanted }: { wanted: Wanted }) {
  const { t } = useTranslation('administration');
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<unknown>();
  const run = () => {
    setRunning(true);
    setError(undefined);
    saveTrail(wanted, 'audit.csv')
      .catch(setError)
      .finally(() => setRunning(false));
  };
  return (
    <>
      <Button variant="default" loading={isRunning} onClick={run}>
        {t('audit.export')}
      </Button>
      {error !== undefined && <Refused error={error} />}
    </>
  );
}
