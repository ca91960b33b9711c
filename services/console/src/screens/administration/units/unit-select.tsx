import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Unit } from './use-units';

const NONE = 'none';

/** One of the open units, indented as they lie in the tree. `none`: the words for none of them, where that may be chosen. */
export function UnitSelect({ label, description, value, onChange, units, none, error }: { label: string; description?: string; value: string | null; onChange: (id: string | null) => void; units: readonly Unit[]; none?: string; error?: string | undefined }) {
  const { t } = useTranslation('administration');
  const open = units.filter(({ closed }) => !closed);
  const top = Math.min(...open.map(depthOf));
  const depths = new Map(open.map((unit) => [unit.id, depthOf(unit) - top]));
  return (
    <Select
      label={label}
      {...(description && { description })}
      value={value ?? (none ? NONE : null)}
      onChange={(chosen) => onChange(chosen === NONE ? null : chosen)}
      data={[...(none ? [{ value: NONE, label: none }] : []), ...open.map((unit) => ({ value: unit.id, label: unit.name }))]}
      renderOption={({ option }) => <span style={{ paddingInlineStart: `${(depths.get(option.value) ?? 0) * 16}px` }}>{option.label}</span>}
      allowDeselect={false}
      searchable
      nothingFoundMessage={t('units.none')}
      error={error}
    />
  );
}

const depthOf = ({ path }: Unit): number => path.split('.').length;
