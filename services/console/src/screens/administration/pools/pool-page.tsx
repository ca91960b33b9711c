import { Alert, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useRights } from '../../../app/rights';
import { useFormat } from '../../../parts/format';
import { Page } from '../../../parts/page';
import { peopleQuery } from '../../../parts/person-picker';
import { Data, Loading } from '../../../parts/states';
import { ActsMenu } from '../acts-menu';
import classes from '../units/units.module.css';
import { useTree } from '../units/use-units';
import { PoolActs, type PoolAct } from './pool-acts';
import { usePool, usePools, type Pool } from './use-pools';

/** A pool: how much is in it, by which rules it goes and who looks after it. */
export default function PoolPage() {
  const { id } = useParams() as { id: string };
  const pool = usePool(id);
  return (
    <Data query={pool} loading={<Loading />}>
      {(data) => <OnePool key={id} pool={data} />}
    </Data>
  );
}

const ACTS = [
  ['change', 'pool:change'],
  ['rules', 'pool:set-policy'],
  ['assignment', 'pool:set-assignment'],
  ['administrators', 'pool:set-administrators'],
  ['close', 'pool:close'],
] as const;

function OnePool({ pool }: { pool: Pool }) {
  const { t } = useTranslation('administration');
  const { number, moment } = useFormat();
  const may = useRights();
  const units = useTree().data ?? [];
  const people = useQuery(peopleQuery).data ?? [];
  const pools = usePools().data?.items ?? [];
  const [act, setAct] = useState<PoolAct>();
  const acts = ACTS.filter(([, right]) => pool.status === 'open' && may(right)).map(([key]) => ({ key, text: t(`pools.do.${key}`), run: () => setAct(key) }));
  const rules = String(pool.policy.id ?? '');
  const names = pool.administrators.map((id) => people.find((one) => one.id === id)?.name ?? t('somebody'));
  return (
    <Page title={pool.name} back="/administration/pools" actions={<ActsMenu acts={acts} />}>
      <Stack>
        {pool.closed && (
          <Alert color="gray" title={t('pools.closedAt', { at: moment(pool.closed.at, 'date') })}>
            {[pool.closed.reason, pool.closed.leadsTo && t('pools.wentTo', { count: pool.closed.moved, name: pools.find(({ poolId }) => poolId === pool.closed?.leadsTo)?.name ?? '–' })].filter(Boolean).join(' · ')}
          </Alert>
        )}
        <dl className={classes.facts}>
          <dt>{t('pools.unit')}</dt>
          <dd>{units.find(({ path }) => path === pool.unit)?.name ?? '–'}</dd>
          <dt>{t('pools.leads')}</dt>
          <dd>{t('pools.counts', { free: number(pool.leads.available), owned: number(pool.leads.owned) })}</dd>
          <dt>{t('pools.rules')}</dt>
          <dd>
            <Link to={`/policies/lead/${rules}`}>{rules}</Link>
          </dd>
          <dt>{t('pools.assignment')}</dt>
          <dd>{pool.assignmentPolicyId ? <Link to={`/policies/assignment/${pool.assignmentPolicyId}`}>{pool.assignmentPolicyId}</Link> : t('pools.byHand')}</dd>
          <dt>{t('pools.administrators')}</dt>
          <dd>{names.length > 0 ? names.join(', ') : t('pools.headsOfSales')}</dd>
          <dt>{t('pools.takes')}</dt>
          <dd>{pool.takes.length > 0 ? pool.takes.join(', ') : t('pools.general')}</dd>
          <dt>{t('pools.hidden')}</dt>
          <dd>{pool.hiddenFields.length > 0 ? pool.hiddenFields.map((one) => t(`pools.field.${one}`)).join(', ') : t('pools.nothingHidden')}</dd>
        </dl>
      </Stack>
      {act && <PoolActs act={act} pool={pool} rules={rules} units={units} pools={pools} close={() => setAct(undefined)} />}
    </Page>
  );
}
