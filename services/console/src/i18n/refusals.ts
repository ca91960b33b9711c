import i18next from 'i18next';
import { formatDay, formatMoment, formatMoney, type MoneyValue } from './format';

export interface RefusalWords {
  title: string;
  detail: string;
}

/**
 * What a refusal means and what can be done about it, by its code, with what its data says; undefined for a code that has no words, or where they could not be
 * loaded. Where the data names a rule or a reason that has words of its own, these are said.
 */
export function refusalWords(code: string, data: Record<string, unknown>, zone: string | undefined): RefusalWords | undefined {
  if (!has(code, 'what')) return undefined;
  const values = shown(data, zone);
  const special = [...['rule', 'reason', 'fault', 'status'].map((name) => data[name]), ...Object.keys(data)].find((by) => typeof by === 'string' && has(code, `by.${by}.what`));
  const say = (part: 'what' | 'do'): string => {
    const key = typeof special === 'string' && has(code, `by.${special}.${part}`) ? `by.${special}.${part}` : part;
    return i18next.t(`refusals:code.${code}.${key}`, values);
  };
  const again = typeof data.allowedAt === 'string' ? ` ${i18next.t('refusals:again', { at: values.allowedAt })}` : '';
  return { title: say('what'), detail: `${say('do')}${again}` };
}

/** What is wrong with one field of a request, by the code of its fault. */
export const faultWords = (code: string): string => (i18next.exists(`refusals:field.${code}`) ? i18next.t(`refusals:field.${code}`) : i18next.t('refusals:field.other'));

const has = (code: string, part: string): boolean => i18next.exists(`refusals:code.${code}.${part}`);

/** Money and moments as the reader's language writes them. */
function shown(data: Record<string, unknown>, zone: string | undefined): Record<string, string> {
  const language = i18next.language;
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      if (isMoney(value)) return [name, formatMoney(value, language)];
      const text = Array.isArray(value) ? value.join(', ') : String(value);
      if (/^\d{4}-\d\d-\d\dT/.test(text)) return [name, formatMoment(text, language, zone)];
      return [name, /^\d{4}-\d\d-\d\d$/.test(text) ? formatDay(text, language) : text];
    }),
  );
}

const isMoney = (value: unknown): value is MoneyValue => typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;
