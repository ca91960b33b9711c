import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRulesOf } from './use-pools';

const NONE = 'none';

/** Rules in force of a kind. `none`: the words for none, where that may be chosen. */
export function RulesSelect({ kind, label, value, onChange, none, error }: { kind: 'lead' | 'assignment'; label: string; value: string | null; onChange: (id: string | null) => void; none?: string; error?: string | undefined }) {
  const { t } = useTranslation('administration');
  const rules = useRulesOf(kind).data ?? [];
  return (
    <Select
      label={label}
      value={value ?? (none ? NONE : null)}
      allowDeselect={false}
      onChange={(chosen) => onChange(chosen === NONE ? null : chosen)}
      data={[...(none ? [{ value: NONE, label: none }] : []), ...[...new Set([...rules, ...(value ? [value] : [])])].map((id) => ({ value: id, label: id }))]}
      nothingFoundMessage={t('pools.noRules')}
      error={error}
    />
  );
}
