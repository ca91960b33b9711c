import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { headersOf, useAct } from '../../api/act';
import { answer, api, type Schema } from '../../api/client';
import { useLabels } from '../../parts/labels';

export type Board = Schema<'OpportunitiesBoardDto'>;
export type Stage = Board['stages'][number];
export type Card = Stage['cards'][number];
export type LostReason = Schema<'OpportunitiesLoseOpportunityDto'>['reason'];

export const usePipelines = () => useQuery({ queryKey: ['pipelines'], staleTime: Infinity, queryFn: () => answer(api.GET('/v1/pipelines')) });

/** Of whom, and what of it: as the address says. */
export interface BoardFilter {
  owner?: string;
  unit?: string;
  clock?: 'overdue';
  closing?: string;
}

/** All stages with their sums and the first cards of each: one answer for the whole page. */
export const useBoard = (pipeline: string | undefined, filter: BoardFilter) => {
  const select = useLabels();
  return useQuery({
    queryKey: ['board', pipeline, filter],
    enabled: pipeline !== undefined,
    select: (board) => select(board),
    queryFn: () => answer(api.GET('/v1/pipelines/{pipeline}/board', { params: { path: { pipeline: pipeline! }, query: filter } })),
  });
};

/** The cards of a stage that the board did not bring, when somebody asks for them. */
export const useMoreCards = (pipeline: string, { key, next }: Stage, filter: BoardFilter, enabled: boolean) => {
  const select = useLabels();
  return useInfiniteQuery({
    queryKey: ['board', pipeline, filter, key, next],
    enabled: enabled && next !== undefined,
    initialPageParam: next,
    queryFn: ({ pageParam }) =>
      answer(api.GET('/v1/pipelines/{pipeline}/stages/{stage}/cards', { params: { path: { pipeline, stage: key }, query: { limit: 50, ...filter, ...(pageParam && { cursor: pageParam }) } } })),
    getNextPageParam: (last) => last.next,
    select: (found) => select(found),
  });
};

const changes = [['board']];

/** Into the next stage; refused while a milestone is missing. */
export function useMove(onDone: (card: Card) => void) {
  return useAct({
    send: ({ id, next, version }: Card, key) => answer(api.POST('/v1/opportunities/{id}/stage', { params: { path: { id } }, headers: headersOf(key, version), body: { to: next!.stage } })),
    changes,
    onDone: (_, card) => onDone(card),
  });
}

export function useMeet(id: string, onDone: () => void) {
  return useAct({
    send: (body: { key: string; evidence: string }, key) => answer(api.POST('/v1/opportunities/{id}/milestones', { params: { path: { id } }, headers: headersOf(key), body })),
    changes,
    onDone,
  });
}

export function useLose({ id, version }: Card, onDone: () => void) {
  return useAct({
    send: (body: { reason: LostReason; note?: string }, key) => answer(api.POST('/v1/opportunities/{id}/lose', { params: { path: { id } }, headers: headersOf(key, version), body })),
    changes,
    onDone,
  });
}

export function useWin({ id, version }: Card, onDone: () => void) {
  return useAct({
    send: (body: Schema<'OpportunitiesWinOpportunityDto'>, key) => answer(api.POST('/v1/opportunities/{id}/win', { params: { path: { id } }, headers: headersOf(key, version), body })),
    changes,
    onDone,
  });
}
