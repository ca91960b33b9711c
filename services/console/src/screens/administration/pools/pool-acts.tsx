import { Checkbox, MultiSelect, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../parts/form-dialog';
import { peopleQuery } from '../../../parts/person-picker';
import shared from '../administration.module.css';
import { UnitSelect } from '../units/unit-select';
import { ClosePool } from './close-pool';
import { Grace } from './grace';
import { valuesOf } from './open-pool';
import type { PoolActProps } from './pool-act-props';
import { RulesSelect } from './rules-select';
import { useChangePool, useSetAdministrators, useSetAssignment, useSetRules } from './use-pools';

export type PoolAct = 'change' | 'rules' | 'assignment' | 'administrators' | 'close';
const FIELDS = ['contactName', 'email', 'phone', 'creditCode', 'domain'] as const;

/** What is filled in for what is to be done with a pool. */
export function PoolActs({ act, ...props }: { act: PoolAct } & PoolActProps) {
  const Act = { change: Change, rules: Rules, assignment: Assignment, administrators: Administrators, close: ClosePool }[act];
  return <Act {...props} />;
}

function Change({ pool, units, close }: PoolActProps) {
  const { t } = useTranslation('administration');
  const [name, setName] = useState(pool.name);
  const [unitId, setUnit] = useState(units.find(({ path }) => path === pool.unit)?.id ?? null);
  const [takes, setTakes] = useState(pool.takes.join(', '));
  const [hidden, setHidden] = useState<string[]>(pool.hiddenFields);
  const { run, isRunning, problem } = useChangePool(pool.poolId, close);
  const unit = units.find(({ id }) => id === unitId)?.path;
  const send = () => run({ name: name.trim(), ...(unit && { unit }), takes: valuesOf(takes), hiddenFields: FIELDS.filter((one) => hidden.includes(one)) });
  return (
    <FormDialog title={t('pools.do.change')} close={close} problem={problem} send={{ text: t('units.save'), run: send, isRunning, isReady: name.trim() !== '' }}>
      <TextInput label={t('units.name')} required maxLength={100} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} error={problem?.of('name')} data-autofocus />
      <UnitSelect label={t('pools.unit')} value={unitId} onChange={setUnit} units={units} error={problem?.of('unit')} />
      <TextInput label={t('pools.takes')} description={t('pools.takesHint')} value={takes} onChange={({ currentTarget }) => setTakes(currentTarget.value)} error={problem?.of('takes')} />
      <Checkbox.Group label={t('pools.hidden')} value={hidden} onChange={setHidden}>
        <Stack gap={0}>
          {FIELDS.map((one) => (
            <Checkbox key={one} value={one} label={t(`pools.field.${one}`)} classNames={{ body: shared.tick! }} />
          ))}
        </Stack>
      </Checkbox.Group>
    </FormDialog>
  );
}

function Rules({ pool, rules, close }: PoolActProps) {
  const { t } = useTranslation('administration');
  const [policyId, setPolicy] = useState<string | null>(rules);
  const [graceDays, setGrace] = useState(0);
  const { run, isRunning, problem } = useSetRules(pool.poolId, close);
  return (
    <FormDialog title={t('pools.do.rules')} close={close} problem={problem} send={{ text: t('units.save'), run: () => run({ policyId: policyId!, graceDays }), isRunning, isReady: policyId !== null && policyId !== rules }}>
      <RulesSelect kind="lead" label={t('pools.rules')} value={policyId} onChange={setPolicy} error={problem?.of('policyId')} />
      <Grace days={graceDays} change={setGrace} />
      <Text size="sm">{t('pools.aboutRules')}</Text>
    </FormDialog>
  );
}

function Assignment({ pool, close }: PoolActProps) {
  const { t } = useTranslation('administration');
  const [policyId, setPolicy] = useState(pool.assignmentPolicyId);
  const { run, isRunning, problem } = useSetAssignment(pool.poolId, close);
  return (
    <FormDialog title={t('pools.do.assignment')} close={close} problem={problem} send={{ text: t('units.save'), run: () => run(policyId), isRunning, isReady: policyId !== pool.assignmentPolicyId }}>
      <RulesSelect kind="assignment" label={t('pools.assignment')} value={policyId} onChange={setPolicy} none={t('pools.byHand')} error={problem?.of('policyId')} />
    </FormDialog>
  );
}

function Administrators({ pool, close }: PoolActProps) {
  const { t } = useTranslation('administration');
  const people = useQuery(peopleQuery).data ?? [];
  const [chosen, setChosen] = useState<string[]>(pool.administrators);
  const { run, isRunning, problem } = useSetAdministrators(pool.poolId, close);
  return (
    <FormDialog title={t('pools.do.administrators')} close={close} problem={problem} send={{ text: t('units.save'), run: () => run(chosen), isRunning, isReady: true }}>
      <MultiSelect label={t('pools.administrators')} description={t('pools.administratorsHint')} searchable hidePickedOptions maxValues={50} value={chosen} onChange={setChosen} data={people.map(({ id, name, position }) => ({ value: id, label: `${name}, ${position}` }))} error={problem?.of('people')} />
    </FormDialog>
  );
}
