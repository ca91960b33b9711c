import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answer, api, type Schema } from '../../api/client';
import { Problem } from '../../api/problem';
import { useRights } from '../../app/rights';
import { useLabels } from '../../parts/labels';

export type Timeline = Schema<'OpportunitiesTimelineDto'>;
export type Happening = Timeline['items'][number];
export type Moment = Timeline['ahead'][number];

/** What was a lead a moment ago is a deal in the next one. */
const comesYet = (failures: number, error: Error): boolean => error instanceof Problem && error.status === 404 && failures < 4;

export function useDeal(id: string) {
  const labels = useLabels();
  return useQuery({
    queryKey: ['opportunities', id],
    retry: comesYet,
    retryDelay: 700,
    select: (deal) => labels(deal),
    queryFn: () => answer(api.GET('/v1/opportunities/{id}', { params: { path: { id } } })),
  });
}

const LIMIT = 100;

function useSource(of: string, id: string | null | undefined, ask: (id: string, page: { limit: number; cursor?: string }) => Promise<Timeline>) {
  return useInfiniteQuery({
    queryKey: ['timeline', of, id],
    enabled: Boolean(id),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => ask(id!, { limit: LIMIT, ...(pageParam && { cursor: pageParam }) }),
    getNextPageParam: (last) => last.next,
  });
}

/**
 * What happened to a deal and what is ahead of it, as each service tells of its own records: all are asked at once. As long as one of them has older things to
 * tell, the past ends where it does, so that nothing is shown out of order.
 */
export function useTimeline(dealId: string, leadId: string | null | undefined) {
  const may = useRights();
  // Nobody is asked for what the reader may not see.
  const sources = [
    useSource('lead', may('lead:read') ? leadId : null, (id, query) => answer(api.GET('/v1/leads/{id}/timeline', { params: { path: { id }, query } }))),
    useSource('opportunity', dealId, (id, query) => answer(api.GET('/v1/opportunities/{id}/timeline', { params: { path: { id }, query } }))),
    useSource('contracts', may('contract:read') ? dealId : null, (id, query) => answer(api.GET('/v1/contracts/timeline', { params: { query: { ...query, dealId: id } } }))),
    useSource('plans', may('plan:read') ? dealId : null, (id, query) => answer(api.GET('/v1/plans/timeline', { params: { query: { ...query, dealId: id } } }))),
    useSource('approvals', dealId, (id, query) => answer(api.GET('/v1/approvals/timeline', { params: { query: { ...query, dealId: id } } }))),
  ];
  const isAsked = (source: (typeof sources)[number]) => source.fetchStatus !== 'idle' || source.data !== undefined || source.error !== null;
  const asked = sources.filter(isAsked);
  const unfinished = asked.filter(({ hasNextPage }) => hasNextPage);
  const horizon = unfinished.map(({ data }) => data?.pages.at(-1)?.items.at(-1)?.at ?? '').sort().at(-1);
  return {
    isPending: asked.some((source) => source.isPending),
    /** Of those that could not be asked. What the others tell is shown. */
    errors: asked.flatMap(({ error, refetch }) => (error ? [{ error, again: () => void refetch() }] : [])),
    past: asked
      .flatMap(({ data }) => data?.pages.flatMap(({ items }) => items) ?? [])
      .filter(({ at }) => !horizon || at >= horizon)
      .sort((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id)),
    ahead: asked.flatMap(({ data }) => data?.pages[0]?.ahead ?? []).sort((a, b) => a.at.localeCompare(b.at)),
    processes: asked.flatMap(({ data }) => data?.pages[0]?.processes ?? []),
    hasMore: unfinished.length > 0,
    isFetchingMore: asked.some(({ isFetchingNextPage }) => isFetchingNextPage),
    more: () => unfinished.forEach((source) => void source.fetchNextPage()),
  };
}
