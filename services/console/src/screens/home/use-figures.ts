import { useQuery } from '@tanstack/react-query';
import { answer, api, type Schema } from '../../api/client';
import { useNow } from '../../parts/format';
import { useLabels } from '../../parts/labels';

/** There from the first migration on, so that nothing waits for the list of pipelines. */
export const FIRST_PIPELINE = 'standard';
/** As many late tasks of others as are counted. */
export const MOST_LATE = 50;

/** What narrows all figures: a unit with those below it, one person. */
export interface Narrowed {
  unit?: string;
  owner?: string;
}

export interface Days {
  from: string;
  until: string;
}

export type Worth = Schema<'OpportunitiesDealFunnelDto'>['opened'];
export type DealFunnel = Schema<'OpportunitiesDealFunnelDto'>;
export type LeadFunnel = Schema<'LeadsLeadFunnelDto'>;
export type Forecast = Schema<'OpportunitiesForecastDto'>;

export const useUnits = () => useQuery({ queryKey: ['units'], staleTime: 300_000, queryFn: () => answer(api.GET('/v1/units')) });
export const usePipelines = () => useQuery({ queryKey: ['pipelines'], staleTime: Infinity, queryFn: () => answer(api.GET('/v1/pipelines')) });

/** `days` are unknown until the business clock is. */
export const useLeadFunnel = (narrowed: Narrowed, days: Days | undefined) =>
  useQuery({ queryKey: ['leads', 'funnel', narrowed, days], enabled: days !== undefined, queryFn: () => answer(api.GET('/v1/leads/funnel', { params: { query: { ...narrowed, ...days! } } })) });

export const useDealFunnel = (pipeline: string, narrowed: Narrowed, days: Days | undefined) =>
  useQuery({
    queryKey: ['opportunities', 'funnel', pipeline, narrowed, days],
    enabled: days !== undefined,
    queryFn: () => answer(api.GET('/v1/pipelines/{pipeline}/funnel', { params: { path: { pipeline }, query: { ...narrowed, ...days! } } })),
  });

export const useForecast = (pipeline: string, narrowed: Narrowed) =>
  useQuery({ queryKey: ['opportunities', 'forecast', pipeline, narrowed], queryFn: () => answer(api.GET('/v1/pipelines/{pipeline}/forecast', { params: { path: { pipeline }, query: { ...narrowed, months: 6 } } })) });

/** Of a unit: who stands alone has nobody to be compared with. */
export const useWins = (pipeline: string, { unit }: Narrowed) =>
  useQuery({ queryKey: ['opportunities', 'wins', pipeline, unit], queryFn: () => answer(api.GET('/v1/pipelines/{pipeline}/wins', { params: { path: { pipeline }, query: { ...(unit && { unit }) } } })) });

export const useRecycling = (narrowed: Narrowed) =>
  useQuery({ queryKey: ['leads', 'recycling', narrowed], queryFn: () => answer(api.GET('/v1/leads/recycling', { params: { query: { ...narrowed, days: 7 } } })) });

/** Stages with what is late in each, without their cards. */
export function useLateDeals(pipeline: string, narrowed: Narrowed) {
  const labels = useLabels();
  return useQuery({
    select: (board) => labels(board),
    queryKey: ['board', pipeline, 'late', narrowed], queryFn: () => answer(api.GET('/v1/pipelines/{pipeline}/board', { params: { path: { pipeline }, query: { ...narrowed, cards: 0 } } })) });
}

/** One's own come counted with any list of tasks; those of the team are listed. */
export function useLateTasks(enabled: boolean) {
  const minute = Math.floor(useNow().getTime() / 60_000) * 60_000;
  return useQuery({
    queryKey: ['tasks', 'late', minute],
    enabled,
    placeholderData: (before) => before,
    queryFn: async () => {
      const { items, next, counts } = await answer(api.GET('/v1/tasks', { params: { query: { view: 'team', dueBefore: new Date(minute).toISOString(), limit: MOST_LATE } } }));
      return { mine: counts.overdue, team: items.length, isMore: next !== undefined };
    },
  });
}

export const useOwed = (narrowed: Narrowed, enabled: boolean) => useQuery({ queryKey: ['receivables', 'owed', narrowed], enabled, queryFn: () => answer(api.GET('/v1/receivables', { params: { query: narrowed } })) });
