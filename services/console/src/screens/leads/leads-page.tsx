import { Button, Group, Select, Stack, Tabs, Text, TextInput } from '@mantine/core';
import { IconFileImport, IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useRights } from '../../app/rights';
import { useFormat } from '../../parts/format';
import { Narrowed } from '../../parts/narrowed';
import { Page } from '../../parts/page';
import { RowsTable } from '../../parts/rows-table';
import { Empty, LoadingRows, Refused } from '../../parts/states';
import { useSearched } from '../../parts/use-searched';
import { AssignDialog } from './assign-dialog';
import { AssignAnswers, ClaimAnswers } from './batch-answers';
import { nameOf, useLeadColumns } from './lead-columns';
import { PoolSelect } from './pool-select';
import { Quota } from './quota';
import { useClaim, useLeads, usePool, usePools, type Assigned, type Claimed, type Lead, type LeadFilter, type View } from './use-leads';

/** As many as one request may claim. */
const MOST = 50;
const GRADES = ['A', 'B', 'C', 'D'] as const;

/** Those of others are seen by who gives leads out. */
const views = (may: ReturnType<typeof useRights>): View[] => (may('lead:assign') ? ['mine', 'team', 'free'] : ['mine', 'free']);

/** One's own leads with when each is due, and the pools with what is free in them. View, pool, grade and what is looked for stand in the address. */
export default function LeadsPage() {
  const { t } = useTranslation('leads');
  const may = useRights();
  const { day } = useFormat();
  const [params, setParams] = useSearchParams();
  const view = views(may).find((one) => one === params.get('view')) ?? 'mine';
  const pools = usePools();
  const pool = params.get('pool') ?? (view === 'free' ? pools.data?.items.find(({ status }) => status === 'open')?.poolId : undefined);
  const grade = GRADES.find((one) => one === params.get('grade'));
  const { wanted, field } = useSearched(params.get('text'));
  const ofTeam = (name: 'owner' | 'unit' | 'ends') => (view === 'team' ? (params.get(name) ?? undefined) : undefined);
  const [owner, unit, ends] = [ofTeam('owner'), ofTeam('unit'), ofTeam('ends')];
  const filter: LeadFilter = { ...(pool && { pool }), ...(grade && { grade }), ...(wanted && { text: wanted }), ...(owner && { owner }), ...(unit && { unit }), ...(ends && { ends }) };
  const list = useLeads(view, filter);
  const columns = useLeadColumns(view);
  const chosenPool = usePool(view === 'free' ? pool : undefined);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isAssigning, setAssigning] = useState(false);
  const [said, setSaid] = useState<{ leads: Lead[] } & ({ claimed: Claimed } | { assigned: Assigned })>();
  const leads = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const selected = leads.filter(({ leadId }) => chosen.has(leadId)).slice(0, MOST);
  const tell = (answer: { claimed: Claimed } | { assigned: Assigned }) => {
    setSaid({ ...answer, leads: selected });
    setChosen(new Set());
    scrollTo({ top: 0 });
  };
  const claim = useClaim((claimed) => tell({ claimed }));
  const change = (name: string, value: string | null | undefined) => {
    setChosen(new Set());
    setParams(Object.fromEntries(Object.entries({ ...Object.fromEntries(params), [name]: value ?? '' }).filter(([, kept]) => kept)), { replace: true });
  };
  const toggle = (id: string) => setChosen(new Set(chosen.has(id) ? [...chosen].filter((one) => one !== id) : [...chosen, id]));
  const mayClaim = view === 'free' && may('lead:claim');
  const mayAssign = view === 'free' && may('pool:assign');

  return (
    <Page
      title={t('title')}
      wide
      actions={
        <>
          {may('lead:import') && (
            <Button component={Link} to="/leads/imports" variant="default" leftSection={<IconFileImport aria-hidden size={18} />}>
              {t('import.short')}
            </Button>
          )}
          {may('lead:capture') && (
            <Button component={Link} to="/leads/new" variant="default" leftSection={<IconPlus aria-hidden size={18} />}>
              {t('new.short')}
            </Button>
          )}
        </>
      }
      bar={
        selected.length > 0 && (
          <Group p="xs" justify="space-between">
            <Button variant="default" onClick={() => setChosen(new Set())}>
              {t('clear')}
            </Button>
            <Group gap="xs">
              {mayAssign && (
                <Button variant={mayClaim ? 'light' : 'filled'} onClick={() => setAssigning(true)}>
                  {t('assign', { count: selected.length })}
                </Button>
              )}
              {mayClaim && (
                <Button loading={claim.isRunning} onClick={() => claim.run(selected.map(({ leadId }) => leadId))}>
                  {t('claim', { count: selected.length })}
                </Button>
              )}
            </Group>
          </Group>
        )
      }
    >
      <Tabs value={view} onChange={(next) => change('view', next)} keepMounted={false}>
        <Tabs.List aria-label={t('views')}>
          {views(may).map((one) => (
            <Tabs.Tab key={one} value={one} mih={44}>
              {t(`view.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={view} pt="md">
          <Stack gap="sm">
            <TextInput
              type="search"
              maw={560}
              aria-label={t('find')}
              placeholder={t('find')}
              leftSection={<IconSearch aria-hidden size={18} />}
              {...field((text) => change('text', text))}
            />
            <Group align="flex-end" grow wrap="nowrap" maw={560}>
              <PoolSelect value={pool} onChange={(next) => change('pool', next)} all {...(view !== 'free' && { none: t('allPools') })} />
              <Select label={t('gradeFilter')} value={grade ?? 'all'} allowDeselect={false} onChange={(next) => change('grade', next)} data={[{ value: 'all', label: t('allGrades') }, ...GRADES]} />
            </Group>
            {view === 'team' && <Narrowed by={{ ends: ends && (ends === 'late' || ends === 'never' ? t(`ends.${ends}`) : t('ends.on', { day: day(ends) })) }} />}
            {chosenPool.data && mayClaim && <Quota quota={chosenPool.data.myQuota} />}
            {chosen.size > MOST && <Text role="status">{t('most', { count: MOST })}</Text>}
            {claim.problem && <Refused error={claim.problem} />}
            {said && 'claimed' in said && <ClaimAnswers said={said.claimed} leads={said.leads} close={() => setSaid(undefined)} />}
            {said && 'assigned' in said && <AssignAnswers said={said.assigned} leads={said.leads} close={() => setSaid(undefined)} />}
            {list.isPending && <LoadingRows />}
            {list.error && !list.data && <Refused error={list.error} again={() => void list.refetch()} />}
            {list.data && leads.length === 0 && <Empty text={wanted ? t('empty.called', { text: wanted }) : t(`empty.${view}`)} />}
            {leads.length > 0 && (
              <RowsTable
                label={t(`view.${view}`)}
                rows={leads}
                rowKey={({ leadId }) => leadId}
                columns={columns}
                href={({ leadId }) => `/leads/${leadId}`}
                {...((mayClaim || mayAssign) && { selection: { chosen, toggle, nameOf: (lead: Lead) => t('choose', { name: nameOf(lead) }) } })}
                more={list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : undefined}
              />
            )}
          </Stack>
        </Tabs.Panel>
      </Tabs>
      {isAssigning && selected.length > 0 && <AssignDialog leads={selected} close={() => setAssigning(false)} onDone={(assigned) => tell({ assigned })} />}
    </Page>
  );
}
