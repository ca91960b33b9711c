import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { FormDialog } from '../../../parts/form-dialog';
import { PersonPicker } from '../../../parts/person-picker';
import { UnitSelect } from '../units/unit-select';
import { useTree } from '../units/use-units';
import { useJoin, type Role } from './use-person-acts';

const NONE = 'none';
const ROLES: readonly Role[] = ['sales-rep', 'sales-manager', 'sales-head', 'finance', 'legal', 'commercial', 'collector', 'admin', 'operator'];

/** Somebody joins; afterwards one is on his page. */
export function JoinDialog({ close }: { close: () => void }) {
  const { t } = useTranslation('administration');
  const navigate = useNavigate();
  const units = useTree().data ?? [];
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [position, setPosition] = useState('');
  const [unitId, setUnit] = useState<string | null>(null);
  const [managerId, setManager] = useState<string | null>(null);
  const [role, setRole] = useState<Role | typeof NONE>(NONE);
  const { run, isRunning, problem } = useJoin(({ id }) => {
    close();
    void navigate(`/administration/people/${id}`);
  });
  const send = () => run({ name: name.trim(), email: email.trim(), unitId: unitId!, position: position.trim(), managerId, externalId: null, roles: role === NONE ? [] : [{ role, unitId: null }] });
  return (
    <FormDialog title={t('people.join')} close={close} problem={problem} send={{ text: t('people.joinIt'), run: send, isRunning, isReady: name.trim() !== '' && email.includes('@') && position.trim() !== '' && unitId !== null }}>
      <TextInput label={t('name')} required maxLength={200} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} error={problem?.of('name')} data-autofocus />
      <TextInput type="email" label={t('people.email')} required maxLength={254} value={email} onChange={({ currentTarget }) => setEmail(currentTarget.value)} error={problem?.of('email')} />
      <UnitSelect label={t('unit')} value={unitId} onChange={setUnit} units={units} error={problem?.of('unitId')} />
      <TextInput label={t('position')} required maxLength={200} value={position} onChange={({ currentTarget }) => setPosition(currentTarget.value)} error={problem?.of('position')} />
      <PersonPicker label={t('manager')} value={managerId} onChange={setManager} everybody={t('people.noManager')} error={problem?.of('managerId')} />
      <NativeSelect label={t('people.role')} description={t('people.roleHint')} value={role} onChange={({ currentTarget }) => setRole(currentTarget.value as typeof role)} data={[{ value: NONE, label: t('people.noRole') }, ...ROLES.map((value) => ({ value, label: t(`role.${value}`) }))]} />
    </FormDialog>
  );
}
