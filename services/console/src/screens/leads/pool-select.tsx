import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePools } from './use-leads';

const NONE = 'none';

/** One of the open pools. `none`: the words for no pool in particular, where that may be chosen. */
export function PoolSelect({ value, onChange, none, all = false, description }: { value: string | undefined; onChange: (poolId: string | undefined) => void; none?: string; all?: boolean; description?: string }) {
  const { t } = useTranslation('leads');
  const { data } = usePools();
  const open = (data?.items ?? []).filter(({ status }) => all || status === 'open').map(({ poolId, name }) => ({ value: poolId, label: name }));
  return (
    <Select
      label={t('pool')}
      {...(description && { description })}
      value={value ?? (none ? NONE : null)}
      allowDeselect={false}
      onChange={(chosen) => onChange(chosen === null || chosen === NONE ? undefined : chosen)}
      data={[...(none ? [{ value: NONE, label: none }] : []), ...open]}
    />
  );
}
