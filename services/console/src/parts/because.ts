import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client';
import { keyOf } from '../i18n/label-key';
import { useFormat } from './format';

/** Why a moment is what it is, as the API says it: one sentence in English, and what it says by names that stay. */
export type Because = Pick<NonNullable<Schema<'LeadsLeadStateDto'>['because']>, 'text' | 'reasons'>;

/** In the reader's language; pages that say it load the texts `because`. What was kept before there were reasons is said in English as it is, else in general. */
export function useBecause(): (because: Because) => string {
  const { t, i18n } = useTranslation('because');
  const { day } = useFormat();
  // Only pages of deals tell of stages, and load their names.
  const labelOf = (written: string) => (i18n.language === 'zh' && i18n.exists(`rules:label.${keyOf(written)}`) ? t(`rules:label.${keyOf(written)}`) : written);
  const sentence = ({ code, data }: NonNullable<Because['reasons']>[number]): string | undefined => {
    if (!i18n.exists(`because:says.${code}`)) return undefined;
    const values = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, typeof value === 'string' && DAY.test(value) ? day(value) : value]));
    const counted = typeof data.days === 'number' && { span: t(`because:span.${data.basis === 'working' ? 'working' : 'calendar'}`, { count: data.days }) };
    const named = { ...(data.since !== undefined && { since: t(`because:since.${data.since}`) }), ...(data.what !== undefined && { what: t(`because:what.${data.what}`) }) };
    const stage = typeof data.stage === 'string' && { stage: labelOf(data.stage) };
    return t(`because:says.${code}`, { ...values, ...counted, ...named, ...stage });
  };
  return ({ text, reasons = [] }) => {
    const said = reasons.map(sentence);
    if (said.length > 0 && said.every((one) => one !== undefined)) return said.join(t('because:between'));
    return i18n.language === 'zh' ? t('because:byRule') : text;
  };
}

const DAY = /^\d{4}-\d\d-\d\d$/;
