import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts/format';
import type { MoneyValue } from '../../i18n/format';
import classes from './home.module.css';

export interface Step {
  key: string;
  title: string;
  count: number;
  sums?: readonly MoneyValue[];
}

/** What has come how far: each step as long as its part of the first, with its figures in words. */
export function Steps({ steps, label }: { steps: readonly Step[]; label: string }) {
  const { t } = useTranslation('home');
  const { number, money } = useFormat();
  const all = steps[0]?.count ?? 0;
  return (
    <ol className={classes.steps} aria-label={label}>
      {steps.map(({ key, title, count, sums = [] }, at) => {
        const share = all === 0 ? 0 : Math.round((count / all) * 100);
        return (
          <li key={key}>
            <div className={classes.stepHead}>
              <Text span fw={600}>
                {title}
              </Text>
              <Text span className={classes.figure}>
                {at === 0 || count === 0 ? number(count) : t('share', { count: number(count), percent: number(share) })}
              </Text>
            </div>
            <div className={classes.track} aria-hidden>
              <div className={classes.bar} style={{ inlineSize: `${share}%` }} />
            </div>
            {sums.length > 0 && (
              <Text size="sm" className={classes.figure}>
                {sums.map(money).join(' · ')}
              </Text>
            )}
          </li>
        );
      })}
    </ol>
  );
}
