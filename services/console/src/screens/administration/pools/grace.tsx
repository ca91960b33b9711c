import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Days in which nothing is taken that the rules from before would not have taken. */
export function Grace({ days, change }: { days: number; change: (days: number) => void }) {
  const { t } = useTranslation('administration');
  return <NumberInput label={t('pools.grace')} description={t('pools.graceHint')} value={days} onChange={(value) => change(Number(value) || 0)} min={0} max={365} allowDecimal={false} hideControls />;
}
