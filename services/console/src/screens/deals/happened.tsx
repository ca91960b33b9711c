import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MoneyValue } from '../../i18n/format';
import { keyOf } from '../../i18n/label-key';
import { useFactWords } from '../../parts/fact-words';
import { useFormat } from '../../parts/format';
import { useLabel, useLegWords } from '../../parts/labels';
import { When } from '../../parts/values';
import classes from './deals.module.css';

type Stages = readonly { key: string; label: string; milestone: { key: string; label: string } }[];

/** `opportunity.won` in words, with what it says: stages, milestones and legs by their names, reasons from a list in words. */
export function useFact(stages: Stages): (what: string, data: Record<string, unknown>) => string {
  const { t, i18n } = useTranslation('deals');
  const inWords = useFactWords();
  const legWords = useLegWords();
  const label = useLabel();
  const { money, day, percent } = useFormat();
  const names = new Map(stages.flatMap(({ key, label: stage, milestone }) => [[`stage ${key}`, stage], [`milestone ${milestone.key}`, milestone.label]] as const));
  const named = (kind: 'stage' | 'milestone', key: string | undefined) => key && (names.get(`${kind} ${key}`) ?? key);
  const reasonOf = (what: string, reason: string | undefined) => reason && (i18n.exists(`reason.${what}.${keyOf(reason)}`, { ns: 'deals' }) ? t(`reason.${what}.${keyOf(reason)}`) : reason);
  const outcomeOf = (outcome: string | undefined) => outcome && i18n.exists(`outcome.${outcome}`, { ns: 'deals' }) && t(`outcome.${outcome}`);
  return (what, data) => {
    const words = inWords(what);
    const amount = [data.amount, data.outstanding].find(isMoney);
    const text = (name: string) => textOf(data[name]);
    const [written, leg, level, off] = [text('label'), text('leg'), text('level'), text('percent')];
    const details = [
      amount && money(amount),
      written && label(written),
      named('stage', text('stage')),
      named('milestone', text('milestone')),
      leg && !written && legWords(leg),
      text('contractNumber'),
      outcomeOf(text('outcome')),
      // Who sent a review back is told by the answer itself.
      what !== 'contract.review-completed' && reasonOf(what, text('reason')),
      off && percent(off),
      level && level !== '0' && t('level', { level }),
      typeof data.dueOn === 'string' && day(data.dueOn),
      ...['comment', 'note', 'evidence'].map(text),
    ].filter(Boolean);
    return details.length > 0 ? t('withDetails', { words, details: details.join(' · ') }) : words;
  };
}

const isMoney = (value: unknown): value is MoneyValue => typeof value === 'object' && value !== null && typeof (value as MoneyValue).amount === 'string' && typeof (value as MoneyValue).currency === 'string';
const textOf = (value: unknown): string | undefined => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);

export function Entry({ at, words, beneath, isAhead = false }: { at: string; words: string; beneath?: ReactNode; isAhead?: boolean }) {
  return (
    <li className={classes.entry} data-ahead={isAhead}>
      <Text size="sm">
        <When at={at} />
      </Text>
      <Text className={classes.words}>{words}</Text>
      {beneath && <Text size="sm">{beneath}</Text>}
    </li>
  );
}
