import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { FormDialog } from '../../../parts/form-dialog';
import { UnitSelect } from './unit-select';
import { useOpenUnit, type Unit, type UnitKind } from './use-units';

const KINDS: readonly Exclude<UnitKind, 'group'>[] = ['department', 'region', 'subsidiary'];

/** A new unit, empty; afterwards one is on its page. */
export function OpenDialog({ units, below, close }: { units: readonly Unit[]; below?: string; close: () => void }) {
  const { t } = useTranslation('administration');
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [code, setCode] = useState('');
  const [kind, setKind] = useState<(typeof KINDS)[number]>('department');
  const [parentId, setParent] = useState<string | null>(below ?? null);
  const { run, isRunning, problem } = useOpenUnit((unit) => {
    close();
    void navigate(`/administration/units/${unit.id}`);
  });
  const send = () => run({ name: name.trim(), kind, parentId: parentId!, code: code.trim() || null });
  return (
    <FormDialog title={t('units.open')} close={close} problem={problem} send={{ text: t('units.openIt'), run: send, isRunning, isReady: name.trim() !== '' && parentId !== null }}>
      <TextInput label={t('units.name')} required maxLength={200} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} error={problem?.of('name')} data-autofocus />
      <NativeSelect label={t('units.what')} value={kind} onChange={({ currentTarget }) => setKind(currentTarget.value as typeof kind)} data={KINDS.map((value) => ({ value, label: t(`units.kind.${value}`) }))} />
      <UnitSelect label={t('units.parent')} value={parentId} onChange={setParent} units={units} error={problem?.of('parentId')} />
      <TextInput label={t('units.code')} description={t('units.codeHint')} maxLength={60} value={code} onChange={({ currentTarget }) => setCode(currentTarget.value)} error={problem?.of('code')} />
    </FormDialog>
  );
}
