import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api } from '../api/client';
import { isSandbox } from '../api/session';
import { useProfile } from '../api/who';
import { formatDay, formatMoment, formatMoney, formatMoneyShort, formatNumber, formatPercent, formatSpan, spanTo, type MomentStyle, type MoneyValue } from '../i18n/format';

const sandboxTime = queryOptions({
  queryKey: ['sandbox-time'],
  enabled: isSandbox,
  refetchInterval: 10_000,
  queryFn: async () => ({ now: (await answer(api.GET('/v1/sandbox/time'))).now, readAt: Date.now() }),
});

/** Business time: of the clock, and in a sandbox that of its movable one. Goes on by the half minute. */
export function useNow(): Date {
  const { data } = useQuery(sandboxTime);
  const [clock, setClock] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setClock(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return new Date(data ? data.now : clock);
}

/** The present day where the reader works; undefined until the business clock is known. */
export function useToday(): string | undefined {
  const now = useNow();
  const { data } = useQuery(sandboxTime);
  const profile = useProfile();
  if (!profile || (isSandbox && !data)) return undefined;
  return new Intl.DateTimeFormat('sv-SE', { timeZone: profile.zone }).format(now);
}

/** How the reader's language writes it, in his zone. */
export function useFormat() {
  const { i18n } = useTranslation();
  const zone = useProfile()?.zone;
  const language = i18n.language;
  return {
    money: (value: MoneyValue) => formatMoney(value, language),
    moneyShort: (value: MoneyValue) => formatMoneyShort(value, language),
    number: (value: string | number) => formatNumber(value, language),
    percent: (value: string) => formatPercent(value, language),
    moment: (instant: string, style?: MomentStyle) => formatMoment(instant, language, zone, style),
    day: (day: string, style?: MomentStyle) => formatDay(day, language, style),
    zone,
  };
}

/** `due in 3 hours`, `overdue by 2 days`. */
export function useDueWords(): (instant: string) => { text: string; past: boolean; soon: boolean } {
  const { t, i18n } = useTranslation();
  const now = useNow();
  return (instant) => {
    const span = spanTo(instant, now);
    const length = formatSpan(span, i18n.language);
    return { text: span.past ? t('due.past', { length }) : t('due.ahead', { length }), past: span.past, soon: !span.past && span.unit !== 'day' };
  };
}
