import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { headersOf, useAct } from '../../api/act';
import { answer, api, type Schema } from '../../api/client';

export type Somebody = Schema<'DirectoryPersonDto'>;
export type NewAbsence = Schema<'DirectoryPlanAbsenceDto'>;
export type NewStandIn = Schema<'DirectoryNameStandInDto'>;

export const useUnits = () => useQuery({ queryKey: ['units'], staleTime: 300_000, queryFn: () => answer(api.GET('/v1/units')) });

export const usePeople = (unit: string | null) =>
  useInfiniteQuery({
    queryKey: ['people', 'list', unit],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/v1/people', { params: { query: { limit: 200, ...(unit && { unit }), ...(pageParam && { cursor: pageParam }) } } })),
    getNextPageParam: (last) => last.next,
  });

export const usePerson = (id: string) => useQuery({ queryKey: ['people', id], queryFn: () => answer(api.GET('/v1/people/{id}', { params: { path: { id } } })) });

export const useAbsences = (id: string) => useQuery({ queryKey: ['people', 'absences', id], queryFn: () => answer(api.GET('/v1/people/{id}/absences', { params: { path: { id }, query: { limit: 100 } } })) });
export const useStandIns = (id: string) => useQuery({ queryKey: ['people', 'stand-ins', id], queryFn: () => answer(api.GET('/v1/people/{id}/stand-ins', { params: { path: { id }, query: { limit: 100 } } })) });

export const usePlanAbsence = (id: string, onDone: () => void) =>
  useAct({ send: (body: NewAbsence, key) => answer(api.POST('/v1/people/{id}/absences', { params: { path: { id } }, headers: headersOf(key), body })), changes: [['people', 'absences']], onDone });
export const useCancelAbsence = (id: string) =>
  useAct({ send: (absenceId: string, key) => answer(api.DELETE('/v1/people/{id}/absences/{absenceId}', { params: { path: { id, absenceId } }, headers: headersOf(key) })), changes: [['people', 'absences']] });
export const useNameStandIn = (id: string, onDone: () => void) =>
  useAct({ send: (body: NewStandIn, key) => answer(api.POST('/v1/people/{id}/stand-ins', { params: { path: { id } }, headers: headersOf(key), body })), changes: [['people', 'stand-ins']], onDone });
export const useWithdrawStandIn = (id: string) =>
  useAct({ send: (entryId: string, key) => answer(api.DELETE('/v1/people/{id}/stand-ins/{entryId}', { params: { path: { id, entryId } }, headers: headersOf(key) })), changes: [['people', 'stand-ins']] });
