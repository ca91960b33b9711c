import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { FormDialog } from '../../../parts/form-dialog';
import { UnitSelect } from '../units/unit-select';
import type { Unit } from '../units/use-units';
import { RulesSelect } from './rules-select';
import { useOpenPool } from './use-pools';

/** A new pool, open to a unit, by rules that are in force. */
export function OpenPool({ units, close }: { units: readonly Unit[]; close: () => void }) {
  const { t } = useTranslation('administration');
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [unitId, setUnit] = useState<string | null>(null);
  const [policyId, setPolicy] = useState<string | null>(null);
  const [takes, setTakes] = useState('');
  const { run, isRunning, problem } = useOpenPool(({ poolId }) => {
    close();
    void navigate(`/administration/pools/${poolId}`);
  });
  const send = () => run({ name: name.trim(), unitId: unitId!, policyId: policyId!, hiddenFields: [], takes: valuesOf(takes) });
  return (
    <FormDialog title={t('pools.open')} close={close} problem={problem} send={{ text: t('units.openIt'), run: send, isRunning, isReady: name.trim() !== '' && unitId !== null && policyId !== null }}>
      <TextInput label={t('units.name')} required maxLength={100} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} error={problem?.of('name')} data-autofocus />
      <UnitSelect label={t('pools.unit')} value={unitId} onChange={setUnit} units={units} error={problem?.of('unitId')} />
      <RulesSelect kind="lead" label={t('pools.rules')} value={policyId} onChange={setPolicy} error={problem?.of('policyId')} />
      <TextInput label={t('pools.takes')} description={t('pools.takesHint')} value={takes} onChange={({ currentTarget }) => setTakes(currentTarget.value)} error={problem?.of('takes')} />
    </FormDialog>
  );
}

export const valuesOf = (text: string): string[] => [...new Set(text.split(/[,，;；、]/).map((one) => one.trim()).filter(Boolean))];
