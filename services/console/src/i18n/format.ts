/** Numbers, moments and durations as people of a language read them. No amount is ever a JavaScript number: `Intl` takes decimal text as it is. */

export interface MoneyValue {
  amount: string;
  currency: string;
}

const kept = new Map<string, unknown>();
function once<T>(key: string, make: () => T): T {
  if (!kept.has(key)) kept.set(key, make());
  return kept.get(key) as T;
}

const localeOf = (language: string): string => (language.startsWith('zh') ? 'zh-CN' : 'en-GB');
const asNumber = (decimal: string): Intl.StringNumericLiteral => decimal as Intl.StringNumericLiteral;

/** `CN¥240,000.00`: all digits of what is given, never rounded away. */
export function formatMoney({ amount, currency }: MoneyValue, language: string): string {
  const digits = /\.(\d+)$/.exec(amount)?.[1]?.length ?? 0;
  return once(`money ${language} ${currency} ${digits}`, () => new Intl.NumberFormat(localeOf(language), { style: 'currency', currency, currencyDisplay: 'code', minimumFractionDigits: Math.max(2, digits), maximumFractionDigits: Math.max(2, digits) }))
    .format(asNumber(amount))
    .replaceAll('\u00a0', ' ');
}

/** For a card or an axis: `CNY 1.2M`, `1.2亿`. The exact amount belongs beside it or behind it. */
export function formatMoneyShort({ amount, currency }: MoneyValue, language: string): string {
  return once(`short ${language} ${currency}`, () => new Intl.NumberFormat(localeOf(language), { style: 'currency', currency, currencyDisplay: 'code', notation: 'compact', maximumFractionDigits: 1 }))
    .format(asNumber(amount))
    .replaceAll('\u00a0', ' ');
}

export const formatNumber = (value: string | number, language: string): string => once(`number ${language}`, () => new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 6 })).format(typeof value === 'string' ? asNumber(value) : value);

export const formatPercent = (percent: string, language: string): string => `${formatNumber(percent, language)} %`;

export type MomentStyle = 'date' | 'time' | 'moment' | 'weekday' | 'month' | 'short-month' | 'short-day';
const STYLES: Record<MomentStyle, Intl.DateTimeFormatOptions> = {
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  moment: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  weekday: { weekday: 'short', day: 'numeric', month: 'short' },
  month: { month: 'short', year: 'numeric' },
  'short-month': { month: 'short' },
  'short-day': { day: 'numeric', month: 'numeric' },
};

/** An instant in a zone (of the reader, since deadlines end with his working day). */
export function formatMoment(instant: string | Date, language: string, zone: string | undefined, style: MomentStyle = 'moment'): string {
  return once(`moment ${language} ${zone} ${style}`, () => new Intl.DateTimeFormat(localeOf(language), { ...STYLES[style], ...(zone && { timeZone: zone }) })).format(new Date(instant));
}

/** A day of a calendar (`2026-03-02`), which no zone moves. */
export const formatDay = (day: string, language: string, style: MomentStyle = 'date'): string => formatMoment(`${day}T00:00:00Z`, language, 'UTC', style);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface Span {
  unit: 'minute' | 'hour' | 'day';
  count: number;
  /** The moment has passed. */
  past: boolean;
}

/** In the largest unit that still says something: minutes up to two hours, hours up to two days, then days. */
export function spanTo(instant: string | Date, now: Date): Span {
  const milliseconds = new Date(instant).getTime() - now.getTime();
  const size = Math.abs(milliseconds);
  const past = milliseconds < 0;
  if (size < 2 * HOUR) return { unit: 'minute', count: Math.max(1, Math.floor(size / MINUTE)), past };
  if (size < 2 * DAY) return { unit: 'hour', count: Math.floor(size / HOUR), past };
  return { unit: 'day', count: Math.floor(size / DAY), past };
}

/** `3 hours`, `3小时`. */
export const formatSpan = ({ unit, count }: Pick<Span, 'unit' | 'count'>, language: string): string =>
  once(`span ${language} ${unit}`, () => new Intl.NumberFormat(localeOf(language), { style: 'unit', unit, unitDisplay: 'long' })).format(count);
