import { Text } from '@mantine/core';
import { IconAlertTriangle, IconChevronRight } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRights } from '../../app/rights';
import { useFormat } from '../../parts/format';
import { Data, LoadingRows } from '../../parts/states';
import { Block } from './block';
import classes from './home.module.css';
import { MOST_LATE, useLateDeals, useLateTasks, useOwed, type Narrowed } from './use-figures';

interface Late {
  key: string;
  to: string;
  title: string;
  text: string;
  isLate: boolean;
}

/** What is late, each with the way to its list. */
export function Overdue({ pipeline, narrowed }: { pipeline: string; narrowed: Narrowed }) {
  const { t } = useTranslation('home');
  const { number, money } = useFormat();
  const may = useRights();
  const deals = useLateDeals(pipeline, narrowed);
  const tasks = useLateTasks(may('task:read'));
  const owed = useOwed(narrowed, may('receivable:read'));
  const inStage = (key: string) => `/pipeline?${new URLSearchParams({ pipeline, stage: key, clock: 'overdue', ...narrowed }).toString()}`;
  return (
    <Block title={t('overdue')} hint={t('overdueHint')}>
      <Lates query={deals} none={t('noLateDeals')} rows={({ stages }) => stages.filter(({ overdue }) => overdue > 0).map(({ key, label, overdue }) => ({ key, to: inStage(key), title: t('lateIn', { stage: label }), text: t('lateDeals', { count: overdue, number: number(overdue) }), isLate: true }))} />
      {may('task:read') && (
        <Lates
          query={tasks}
          none={t('noLateTasks')}
          rows={({ mine, team, isMore }) =>
            [
              { key: 'mine', to: '/inbox?dueWithin=0', title: t('myTasks'), text: t('lateTasks', { count: mine, number: number(mine) }), isLate: mine > 0 },
              { key: 'team', to: '/inbox?view=team&dueWithin=0', title: t('teamTasks'), text: isMore ? t('manyTasks', { number: number(MOST_LATE) }) : t('lateTasks', { count: team, number: number(team) }), isLate: team > 0 },
            ].filter(({ isLate }) => isLate)
          }
        />
      )}
      {may('receivable:read') && (
        <Lates
          query={owed}
          none={t('nothingOwed')}
          rows={({ totals }) => totals.filter(({ overdue }) => /[1-9]/.test(overdue.amount)).map(({ currency, overdue }) => ({ key: currency, to: `/receivables?${new URLSearchParams({ ...narrowed }).toString()}`, title: t('receivables'), text: t('owed', { amount: money(overdue) }), isLate: true }))}
        />
      )}
    </Block>
  );
}

function Lates<T>({ query, rows, none }: { query: UseQueryResult<T>; rows: (data: T) => Late[]; none: string }): ReactNode {
  return (
    <Data query={query} loading={<LoadingRows count={1} />}>
      {(data) => {
        const late = rows(data);
        if (late.length === 0) return <Text className={classes.calm}>{none}</Text>;
        return (
          <ul className={classes.lates}>
            {late.map(({ key, to, title, text }) => (
              <li key={key}>
                <Link to={to} className={classes.late}>
                  <IconAlertTriangle aria-hidden size={18} className={classes.mark} />
                  <span className={classes.lateText}>
                    <Text span fw={600}>
                      {title}
                    </Text>
                    <Text span size="sm">
                      {text}
                    </Text>
                  </span>
                  <IconChevronRight aria-hidden size={18} className={classes.turned} />
                </Link>
              </li>
            ))}
          </ul>
        );
      }}
    </Data>
  );
}
