import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MoneyValue } from '../../i18n/format';
import { useFormat } from '../../parts/format';
import classes from './tasks.module.css';

export type Figures = Readonly<Record<string, unknown>>;

/** In the order in which they are read; others follow as they came. */
const ORDER = ['customer', 'account', 'contractNumber', 'version', 'percent', 'listAmount', 'discountedAmount', 'givenAway', 'amount', 'outstanding', 'level', 'margin', 'grade', 'credit', 'overdue', 'days', 'endsAt', 'granted', 'likeness', 'otherKind', 'reason'];
/** Of use to programs only. */
const HIDDEN = ['documentHash', 'otherId', 'otherOwnerId'];
/** As many lines are seen without being asked for. */
const FEW = 10;
const rank = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);

export const isMoney = (value: unknown): value is MoneyValue => typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;

/** Names of figures, and what they say, as people of a language read them. Figures of declared requests keep the names that their authors gave. */
export function useFigures() {
  const { t, i18n } = useTranslation('tasks');
  const { money, moment, percent, number } = useFormat();
  const nameOf = (name: string): string => (i18n.exists(`tasks:figure.${name}`) ? t(`figure.${name}`) : inWords(name));
  const textOf = (name: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return '–';
    if (isMoney(value)) return money(value);
    if (Array.isArray(value)) return value.map((one) => (i18n.exists(`tasks:figure.${one}`) ? t(`figure.${one}`) : textOf('', one))).join(', ');
    if (typeof value === 'object') return Object.entries(value).map(([key, inner]) => `${nameOf(key)} ${textOf(key, inner)}`).join(', ');
    const text = String(value);
    if (name === 'percent' || name === 'likeness') return percent(text);
    if (/^\d{4}-\d\d-\d\dT/.test(text)) return moment(text);
    if (/^-?\d+(\.\d+)?$/.test(text) && name !== 'contractNumber' && name !== 'version') return number(text);
    return text;
  };
  return { nameOf, textOf };
}

/** listAmount → List amount. */
function inWords(name: string): string {
  const words = name.replace(/([A-Z])/g, ' $1').replaceAll(/[-_]/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function FigureList({ figures }: { figures: Figures }) {
  const { t } = useTranslation('tasks');
  const { nameOf, textOf } = useFigures();
  const { lines, ...others } = figures;
  const shown = Object.entries(others)
    .filter(([name, value]) => !HIDDEN.includes(name) && value !== null && value !== '')
    .sort(([a], [b]) => rank(a) - rank(b));
  return (
    <>
      <dl className={classes.figures}>
        {shown.map(([name, value]) => (
          <div key={name}>
            <Text component="dt" size="sm" c="dimmed">
              {nameOf(name)}
            </Text>
            <dd>{textOf(name, value)}</dd>
          </div>
        ))}
      </dl>
      {Array.isArray(lines) && lines.length > 0 && (
        <details open={lines.length <= FEW}>
          <summary className={classes.summary}>{t('lines', { count: lines.length })}</summary>
          <ol className={classes.lines}>
            {lines.map((line, at) => (
              <li key={at}>{textOf('', line)}</li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}

/** What is asked, in one line and in the reader's language: of the figures that the known kinds bring; else as it was written. */
export function useAsk(): (task: { ask: string; kind: string; figures?: Figures }) => string {
  const { t } = useTranslation('tasks');
  const { textOf } = useFigures();
  return ({ ask, kind, figures = {} }) => {
    const has = (...names: string[]) => names.every((name) => figures[name] !== undefined && figures[name] !== null);
    const say = (name: string) => textOf(name, figures[name]);
    if (has('customer', 'percent', 'listAmount', 'discountedAmount')) return t('ask.discount', { customer: say('customer'), percent: say('percent'), asked: say('discountedAmount'), list: say('listAmount') });
    if (has('customer', 'days', 'endsAt')) return t('ask.extension', { customer: say('customer'), days: say('days') });
    if (has('customer', 'likeness', 'otherKind')) return t('ask.duplicate', { customer: say('customer'), likeness: say('likeness') });
    if (kind === 'review' && has('contractNumber', 'version', 'account')) return t('ask.review', { number: say('contractNumber'), version: say('version'), account: say('account') });
    if (kind === 'collection' && has('customer', 'outstanding')) return t('ask.collection', { customer: say('customer'), outstanding: say('outstanding') });
    return ask;
  };
}
