import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts/format';
import type { Board } from './use-board';

/** What is in it, and what that is worth by its probability; one line for each currency. */
export function Sums({ sums, exact = false }: { sums: Board['sums']; exact?: boolean }) {
  const { t } = useTranslation('pipeline');
  const { money, moneyShort } = useFormat();
  const write = exact ? money : moneyShort;
  return sums.map(({ amount, weighted }) => (
    <Text key={amount.currency} size="sm" title={exact ? undefined : t('sum', { amount: money(amount), weighted: money(weighted) })}>
      {t('sum', { amount: write(amount), weighted: write(weighted) })}
    </Text>
  ));
}
