import { Text } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts/format';
import { Data, LoadingRows } from '../../parts/states';
import { Link } from 'react-router';
import { Block } from './block';
import { Bars } from './forecast';
import classes from './home.module.css';
import { useRecycling, type Narrowed } from './use-figures';

/** How many leads leave their owners on which of the next days if nobody does anything. */
export function Recycling({ narrowed }: { narrowed: Narrowed }) {
  const { t } = useTranslation('home');
  const { number, day: dayText } = useFormat();
  const recycling = useRecycling(narrowed);
  const ending = (ends: string) => `/leads?${new URLSearchParams({ view: 'team', ends, ...narrowed }).toString()}`;
  return (
    <Block title={t('recycling')} hint={t('recyclingHint')}>
      <Data query={recycling}>
        {({ days, late, standingStill }) => (
          <>
            {late > 0 && (
              <Text size="sm" mt="xs">
                <Link to={ending('late')} className={classes.inText}>
                  {t('late', { count: late, number: number(late) })}
                </Link>
              </Text>
            )}
            {standingStill > 0 && (
              <Text size="sm" mt="xs">
                <Link to={ending('never')} className={classes.inText}>
                  {t('standingStill', { count: standingStill, number: number(standingStill) })}
                </Link>
              </Text>
            )}
            {days.every(({ count }) => count === 0) ? (
              <Text mt="sm">{t('noRecycling')}</Text>
            ) : (
              <Suspense fallback={<LoadingRows count={4} />}>
                <Bars
                  label={t('recyclingByDay')}
                  first={t('day')}
                  series={[{ key: 'count', title: t('endingLeads') }]}
                  rows={days.map(({ day, working, count }) => ({ ...(count > 0 && { href: ending(day) }), name: working ? dayText(day, 'weekday') : t('dayOff', { day: dayText(day, 'weekday') }), short: dayText(day, 'short-day'), sizes: { count }, texts: { count: number(count) } }))}
                />
              </Suspense>
            )}
          </>
        )}
      </Data>
    </Block>
  );
}
