import { Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts/format';
import { Data, LoadingRows } from '../../parts/states';
import { Block } from './block';
import { useForecast, type Forecast as Figures, type Narrowed } from './use-figures';

// Asked for with the page, so that the drawing does not wait for what it draws.
const charts = import('../../parts/charts');
charts.catch(() => undefined);
export const Bars = lazy(() => charts);

/** Month by month what is expected to close, as it is and weighted, and what was won. One drawing for each currency. */
export function Forecast({ pipeline, narrowed }: { pipeline: string; narrowed: Narrowed }) {
  const { t } = useTranslation('home');
  const { money, day } = useFormat();
  const forecast = useForecast(pipeline, narrowed);
  const series = [
    { key: 'open', title: t('expected') },
    { key: 'weighted', title: t('weighted') },
    { key: 'won', title: t('won') },
  ];
  return (
    <Block title={t('forecast')} hint={t('forecastHint')}>
      <Data query={forecast} isEmpty={(data) => currenciesOf(data).length === 0} empty={<Text mt="sm">{t('noForecast')}</Text>}>
        {(data) => (
          <>
            <Aside text={t('earlier', { count: data.earlier.count })} sums={data.earlier} />
            <Aside text={t('later', { count: data.later.count })} sums={data.later} />
            {currenciesOf(data).map((currency) => (
              <Suspense key={currency} fallback={<LoadingRows count={4} />}>
                <Bars
                  label={t('forecastIn', { currency })}
                  first={t('month')}
                  series={series}
                  rows={data.months.map(({ month: of, open, won }) => {
                    const expected = open.sums.find(({ amount }) => amount.currency === currency);
                    const values = { open: expected?.amount, weighted: expected?.weighted, won: won.sums.find((sum) => sum.currency === currency) };
                    const given = Object.entries(values).filter((entry): entry is [string, { amount: string; currency: string }] => entry[1] !== undefined);
                    return { ...(open.count > 0 && { href: `/pipeline?${new URLSearchParams({ pipeline, closing: of, ...narrowed }).toString()}` }), name: day(`${of}-01`, 'month'), short: day(`${of}-01`, 'short-month'), sizes: Object.fromEntries(given.map(([key, { amount }]) => [key, Number.parseFloat(amount)])), texts: Object.fromEntries(given.map(([key, value]) => [key, money(value)])) };
                  })}
                />
              </Suspense>
            ))}
          </>
        )}
      </Data>
    </Block>
  );
}

function Aside({ text, sums }: { text: string; sums: Figures['earlier'] }) {
  const { money } = useFormat();
  if (sums.count === 0) return null;
  return (
    <Text size="sm" mt="xs">
      {text} · {sums.sums.map(({ amount }) => money(amount)).join(' · ')}
    </Text>
  );
}

const currenciesOf = ({ months }: Figures): string[] => [...new Set(months.flatMap(({ open, won }) => [...open.sums.map(({ amount }) => amount.currency), ...won.sums.map(({ currency }) => currency)]))].sort();
