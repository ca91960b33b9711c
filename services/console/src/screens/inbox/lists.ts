import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client';

export const VIEWS = ['mine', 'team', 'waiting', 'done', 'copied'] as const;
export type View = (typeof VIEWS)[number];
export const KINDS = ['approval', 'review', 'collection'] as const;
export type Kind = (typeof KINDS)[number];

export interface Filter {
  text?: string;
  kind?: Kind;
  /** Only what is due before this many hours from now are over. */
  dueWithin?: number;
}

/** Of tasks, in the order of the API: by due, then amount. The hours of the filter are counted from full minutes, so that a list keeps its name. */
export function useTasks(view: Exclude<View, 'copied'>, { text, kind, dueWithin }: Filter, now: Date, enabled: boolean) {
  const dueBefore = dueWithin === undefined ? undefined : new Date(Math.floor(now.getTime() / 60_000) * 60_000 + dueWithin * 3_600_000).toISOString();
  const query = { view, limit: 50, ...(text && { text }), ...(kind && { kind }), ...(dueBefore && { dueBefore }) };
  return useInfiniteQuery({
    queryKey: ['tasks', 'list', view, text, kind, dueWithin],
    enabled,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/v1/tasks', { params: { query: { ...query, ...(pageParam && { cursor: pageParam }) } } })),
    getNextPageParam: (last) => last.next,
  });
}

export function useCopied(enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ['approvals', 'copied'],
    enabled,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/v1/approvals', { params: { query: { view: 'copied', limit: 50, ...(pageParam && { cursor: pageParam }) } } })),
    getNextPageParam: (last) => last.next,
  });
}

/** How many each view holds: with every list, and by itself where requests are listed. */
export function useCounts(enabled: boolean) {
  return useQuery({ queryKey: ['tasks', 'counts'], enabled, queryFn: async () => (await answer(api.GET('/v1/tasks', { params: { query: { limit: 1 } } }))).counts }).data;
}
