import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { headersOf, useAct } from '../../api/act';
import { answer, api, type Schema } from '../../api/client';
import type { Problem } from '../../api/problem';

export type Contract = Schema<'ContractsContractDetailDto'>;
export type Line = Schema<'ContractsContractPageDto'>['items'][number];
export type Status = Contract['status'];
export type NewVersion = Schema<'ContractsAddVersionDto'>;

export const STATUSES = ['draft', 'in-review', 'returned', 'approved', 'signed', 'active', 'refused', 'terminated', 'ended'] as const satisfies readonly Status[];

/** Newest first. */
export function useContracts(status: Status | undefined, text: string) {
  return useInfiniteQuery({
    queryKey: ['contracts', 'list', status, text],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/v1/contracts', { params: { query: { limit: 100, ...(status && { status }), ...(text && { text }), ...(pageParam && { cursor: pageParam }) } } })),
    getNextPageParam: (last) => last.next,
  });
}

/** Several people and the system carry it on at once: it is read anew whenever it is opened, and while something is under way. */
export const useContract = (id: string) =>
  useQuery({
    queryKey: ['contracts', 'one', id],
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && ['in-review', 'approved', 'signed'].includes(state.data.status) ? 5_000 : false),
    queryFn: () => answer(api.GET('/v1/contracts/{id}', { params: { path: { id } } })),
  });

/** A version never changes. */
export const useText = (id: string, no: number) =>
  useQuery({ queryKey: ['contracts', 'text', id, no], staleTime: Infinity, queryFn: () => answer(api.GET('/v1/contracts/{id}/versions/{no}', { params: { path: { id, no } } })) });

export const usePlan = (contractId: string, enabled: boolean) =>
  useQuery({ queryKey: ['plans', contractId], enabled, staleTime: 0, queryFn: async () => (await answer(api.GET('/v1/plans', { params: { query: { contractId } } }))).items[0] ?? null });

/** What I am asked to look at in a contract. */
export const useMyReviews = ({ id, status }: Contract) =>
  useQuery({
    queryKey: ['tasks', 'reviews', id],
    enabled: status === 'in-review',
    queryFn: async () => (await answer(api.GET('/v1/tasks', { params: { query: { view: 'mine', kind: 'review', limit: 200 } } }))).items.filter(({ subjectId }) => subjectId === id),
  });

const changes = [['contracts'], ['timeline'], ['tasks'], ['plans']];
interface Parts<Answer> { onDone?: (said: Answer) => void; onRefused?: (problem: Problem) => void }
type Said = Schema<'ContractsContractAnswerDto'>;

export const useAddVersion = ({ id, version }: Contract, parts: Parts<Said>) =>
  useAct({ send: (body: NewVersion, key) => answer(api.POST('/v1/contracts/{id}/versions', { params: { path: { id }, header: ifMatch(version) }, headers: headersOf(key), body })), changes, ...parts });

export const useRequestReview = ({ id }: Contract, parts: Parts<Said>) =>
  useAct({ send: (_of: { version: number }, key) => answer(api.POST('/v1/contracts/{id}/review-requests', { params: { path: { id } }, headers: headersOf(key) })), changes, ...parts });

export const useSign = ({ id, version, documentHash }: Contract, parts: Parts<Said>) =>
  useAct({
    send: (body: { side: 'ours' | 'theirs'; signatory: string }, key) =>
      answer(api.POST('/v1/contracts/{id}/signatures', { params: { path: { id }, header: ifMatch(version) }, headers: headersOf(key), body: { ...body, documentHash } })),
    changes,
    ...parts,
  });

/** Refused for good before both have signed, ended before its time after. */
export const useEnd = ({ id }: Contract, parts: Parts<Said>) =>
  useAct({
    send: ({ how, reason }: { how: 'refuse' | 'terminate'; reason: string }, key) => {
      const init = { params: { path: { id } }, headers: headersOf(key), body: { reason } };
      return answer(how === 'refuse' ? api.POST('/v1/contracts/{id}/refuse', init) : api.POST('/v1/contracts/{id}/terminate', init));
    },
    changes,
    ...parts,
  });

export const useRecord = ({ id }: Contract, parts: Parts<Schema<'ContractsRecordedActivityDto'>>) =>
  useAct({ send: (body: Schema<'ContractsRecordActivityDto'>, key) => answer(api.POST('/v1/contracts/{id}/activities', { params: { path: { id } }, headers: headersOf(key), body })), changes, ...parts });

const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` });
