import { useQuery } from '@tanstack/react-query';
import { headersOf, useAct } from '../../../api/act';
import { answer, api, type Schema } from '../../../api/client';
import type { Somebody } from '../use-people';

export type Position = Schema<'DirectoryPositionsDto'>['items'][number];
export type PlannedPosition = Schema<'DirectoryPositionsDto'>['planned'][number];
export type Role = Somebody['roles'][number];
export type GivenRole = Schema<'DirectorySetRolesDto'>['roles'][number];

const of = (id: string) => ({ params: { path: { id } } });
const changes = [['people']] as const;

export const usePositions = (id: string) => useQuery({ queryKey: ['people', 'positions', id], queryFn: () => answer(api.GET('/v1/people/{id}/positions', of(id))) });

export const useJoin = (onDone: (person: Somebody) => void) => useAct({ send: (body: Schema<'DirectoryJoinPersonDto'>, key) => answer(api.POST('/v1/people', { headers: headersOf(key), body })), changes, onDone });
export const useChangePerson = (id: string, onDone: () => void) => useAct({ send: (body: Schema<'DirectoryChangePersonDto'>, key) => answer(api.PATCH('/v1/people/{id}', { ...of(id), headers: headersOf(key), body })), changes, onDone });
export const useSetRoles = (id: string, onDone: () => void) => useAct({ send: (roles: GivenRole[], key) => answer(api.PUT('/v1/people/{id}/roles', { ...of(id), headers: headersOf(key), body: { roles } })), changes, onDone });
export const useSetActive = (id: string, onDone: () => void) => useAct({ send: (active: boolean, key) => answer(api.PUT('/v1/people/{id}/active', { ...of(id), headers: headersOf(key), body: { active } })), changes, onDone });
export const useSetPersonCalendar = (id: string, onDone: () => void) => useAct({ send: (calendarKey: string | null, key) => answer(api.PUT('/v1/people/{id}/calendar', { ...of(id), headers: headersOf(key), body: { calendarKey } })), changes, onDone });

/** `main`: instead of the present one; else beside it. */
export const useGivePosition = (id: string, main: boolean, onDone: () => void) =>
  useAct({
    send: async (body: Schema<'DirectorySetPositionDto'>, key): Promise<void> => {
      const sent = { ...of(id), headers: headersOf(key), body };
      await (main ? answer(api.PUT('/v1/people/{id}/position', sent)) : answer(api.POST('/v1/people/{id}/positions', sent)));
    },
    changes,
    onDone,
  });
export const useEndPosition = (id: string, onDone: () => void) =>
  useAct({
    send: ({ positionId, until }: { positionId: string; until: string }, key) => answer(api.POST('/v1/people/{id}/positions/{positionId}/end', { params: { path: { id, positionId } }, headers: headersOf(key), body: until ? { until } : {} })),
    changes,
    onDone,
  });
export const useWithdrawPlan = (id: string) => useAct({ send: (planId: string, key) => answer(api.DELETE('/v1/people/{id}/planned-positions/{planId}', { params: { path: { id, planId } }, headers: headersOf(key) })), changes });

export const useGiveLink = (id: string) => useAct({ send: (_: null, key) => answer(api.POST('/v1/people/{id}/password-links', { ...of(id), headers: headersOf(key) })) });
export const useEndSessions = (id: string) => useAct({ send: (_: null, key) => answer(api.DELETE('/v1/people/{id}/sessions', { ...of(id), headers: headersOf(key) })) });
