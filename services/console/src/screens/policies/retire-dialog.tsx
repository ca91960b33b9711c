import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../parts/form-dialog';
import { useRetire, type Policy } from './use-policies';

/** Takes rules out of force that nothing uses any more, once somebody has said why. */
export function RetireDialog({ policy, close, retired }: { policy: Policy; close: () => void; retired: () => void }) {
  const { t } = useTranslation('policies');
  const [reason, setReason] = useState('');
  const retire = useRetire(policy, () => {
    retired();
    close();
  });
  const isUsed = policy.pools.length > 0;
  return (
    <FormDialog title={t('retire.title', { id: policy.id })} close={close} problem={retire.problem} send={{ text: t('retire.do'), run: () => retire.run(reason.trim()), isRunning: retire.isRunning, isReady: !isUsed && reason.trim() !== '' }}>
      <Text>{isUsed ? t('retire.used', { pools: policy.pools.map(({ name }) => name).join(', ') }) : t('retire.about')}</Text>
      {!isUsed && <Textarea label={t('reason')} required value={reason} maxLength={500} onChange={({ currentTarget }) => setReason(currentTarget.value)} data-autofocus />}
    </FormDialog>
  );
}
