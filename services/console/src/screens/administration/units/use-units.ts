import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { headersOf, useAct } from '../../../api/act';
import { answer, api, type Schema } from '../../../api/client';

export type Unit = Schema<'DirectoryUnitTreeDto'>['items'][number];
export type UnitKind = Unit['kind'];

/** All units, also those that are closed; as they are, or as they were at the end of a day. */
export const useTree = (asOf: string | null = null) =>
  useQuery({
    queryKey: ['units', 'tree', asOf],
    placeholderData: keepPreviousData,
    queryFn: async () => (await answer(api.GET('/v1/units', { params: { query: { closed: 'with', ...(asOf && { asOf }) } } }))).items,
  });

/** Of the unit itself and of those below it. */
export const usePeopleWithin = (unit: string) =>
  useInfiniteQuery({
    queryKey: ['people', 'within', unit],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/v1/people', { params: { query: { unit, limit: 200, ...(pageParam && { cursor: pageParam }) } } })),
    getNextPageParam: (last) => last.next,
  });

const changes = [['units'], ['people']] as const;
const of = (id: string) => ({ params: { path: { id } } });

export const useOpenUnit = (onDone: (unit: Schema<'DirectoryUnitDto'>) => void) =>
  useAct({ send: (body: Schema<'DirectoryOpenUnitDto'>, key) => answer(api.POST('/v1/units', { headers: headersOf(key), body })), changes, onDone });
export const useChangeUnit = (id: string, onDone: () => void) =>
  useAct({ send: (body: Schema<'DirectoryChangeUnitDto'>, key) => answer(api.PATCH('/v1/units/{id}', { ...of(id), headers: headersOf(key), body })), changes, onDone });
export const useMoveUnit = (id: string, onDone: () => void) =>
  useAct({ send: (parentId: string, key) => answer(api.PUT('/v1/units/{id}/parent', { ...of(id), headers: headersOf(key), body: { parentId } })), changes, onDone });
export const useSetHead = (id: string, onDone: () => void) =>
  useAct({ send: (personId: string | null, key) => answer(api.PUT('/v1/units/{id}/head', { ...of(id), headers: headersOf(key), body: { personId } })), changes, onDone });
export const useCloseUnit = (id: string, onDone: () => void) =>
  useAct({ send: (moveTo: string | null, key) => answer(api.POST('/v1/units/{id}/close', { ...of(id), headers: headersOf(key), body: moveTo ? { moveTo } : {} })), changes, onDone });
export const useSetUnitCalendar = (id: string, onDone: () => void) =>
  useAct({ send: (calendarKey: string | null, key) => answer(api.PUT('/v1/units/{id}/calendar', { ...of(id), headers: headersOf(key), body: { calendarKey } })), changes, onDone });
