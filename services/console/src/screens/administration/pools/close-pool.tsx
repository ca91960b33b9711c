import { Select, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../parts/form-dialog';
import { Grace } from './grace';
import type { PoolActProps } from './pool-act-props';
import { useClosePool } from './use-pools';

const NONE = 'none';

/** A pool is no more: why, and where its leads go. */
export function ClosePool({ pool, pools, close }: PoolActProps) {
  const { t } = useTranslation('administration');
  const [reason, setReason] = useState('');
  const [moveTo, setMoveTo] = useState(NONE);
  const [graceDays, setGrace] = useState(0);
  const { run, isRunning, problem } = useClosePool(pool.poolId, close);
  const count = pool.leads.available + pool.leads.owned;
  const others = pools.filter(({ poolId, status }) => poolId !== pool.poolId && status === 'open');
  const send = () => run({ reason: reason.trim(), graceDays: moveTo === NONE ? 0 : graceDays, ...(moveTo !== NONE && { moveTo }) });
  return (
    <FormDialog title={t('pools.do.close')} close={close} problem={problem} send={{ text: t('pools.closeIt'), run: send, isRunning, isReady: reason.trim() !== '' && (count === 0 || moveTo !== NONE), color: 'red.9' }}>
      <Text>{count === 0 ? t('pools.empty') : t('pools.within', { count })}</Text>
      <Select label={t('pools.leadsTo')} value={moveTo} allowDeselect={false} onChange={(chosen) => setMoveTo(chosen ?? NONE)} data={[{ value: NONE, label: t('pools.nowhere') }, ...others.map(({ poolId, name }) => ({ value: poolId, label: name }))]} error={problem?.of('moveTo')} />
      {moveTo !== NONE && <Grace days={graceDays} change={setGrace} />}
      <Textarea label={t('pools.reason')} required maxLength={500} value={reason} onChange={({ currentTarget }) => setReason(currentTarget.value)} error={problem?.of('reason')} />
    </FormDialog>
  );
}
