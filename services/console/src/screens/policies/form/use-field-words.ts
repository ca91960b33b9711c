import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { unitOf, type FieldWords, type Unit } from './form-schema';

const INTL: Partial<Record<Unit, string>> = { days: 'day', hours: 'hour', minutes: 'minute', percent: 'percent' };

export interface RuleWords extends FieldWords {
  /** What a value of the field is called: `10 days`. */
  value: (value: unknown, name: string, around?: string) => string;
}

/** What rules and their values are called: by the group in which they stand, else by themselves, else as they are written. */
export function useFieldWords(): RuleWords {
  const { t, i18n } = useTranslation('policies');
  return useMemo(() => {
    const there = (key: string) => i18n.exists(key, { ns: 'policies' });
    const word = (key: string) => (there(`word.${key}`) ? t(`word.${key}`) : key);
    const value = (one: unknown, name: string, around = '') => {
      const unit = typeof one === 'number' ? unitOf(name, around) : undefined;
      if (unit === 'workingDays' || unit === 'workingHours') return t(`span.${unit}`, { count: one as number });
      if (unit) return new Intl.NumberFormat(i18n.language, { style: 'unit', unit: INTL[unit]!, unitDisplay: 'long' }).format(one as number);
      if (typeof one === 'boolean') return one ? t('yes') : t('no');
      const text = String(one);
      return there(`value.${name}_${text}`) ? t(`value.${name}_${text}`) : word(text);
    };
    return {
      title: (name, around) => (there(`field.${around}_${name}`) ? t(`field.${around}_${name}`) : word(name)),
      hint: (name, around) => (there(`hint.${around}_${name}`) ? t(`hint.${around}_${name}`) : undefined),
      way: (way, around) => value(way, around),
      value,
    };
  }, [t, i18n]);
}
