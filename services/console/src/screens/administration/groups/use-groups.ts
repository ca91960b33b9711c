import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { headersOf, useAct } from '../../../api/act';
import { answer, api, type Schema } from '../../../api/client';

export type Group = Schema<'DirectoryGroupDto'>;
export type Member = Schema<'DirectoryMembersPageDto'>['items'][number];

const of = (id: string) => ({ params: { path: { id } } });
const changes = [['groups']] as const;

export const useGroups = () =>
  useInfiniteQuery({
    queryKey: ['groups', 'list'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/v1/groups', { params: { query: { limit: 200, ...(pageParam && { cursor: pageParam }) } } })),
    getNextPageParam: (last) => last.next,
  });
export const useGroup = (id: string) => useQuery({ queryKey: ['groups', 'one', id], queryFn: () => answer(api.GET('/v1/groups/{id}', of(id))) });
export const useMembers = (id: string) =>
  useInfiniteQuery({
    queryKey: ['groups', 'members', id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/v1/groups/{id}/members', { params: { path: { id }, query: { limit: 200, ...(pageParam && { cursor: pageParam }) } } })),
    getNextPageParam: (last) => last.next,
  });

export const useMakeGroup = (onDone: (group: Group) => void) => useAct({ send: (name: string, key) => answer(api.POST('/v1/groups', { headers: headersOf(key), body: { name, externalId: null, memberIds: [] } })), changes, onDone });
export const useRenameGroup = (id: string, onDone: () => void) => useAct({ send: (name: string, key) => answer(api.PATCH('/v1/groups/{id}', { ...of(id), headers: headersOf(key), body: { name } })), changes, onDone });
export const useRemoveGroup = (id: string, onDone: () => void) =>
  useAct({ send: async (_: null, key): Promise<void> => void (await answer(api.DELETE('/v1/groups/{id}', { ...of(id), headers: headersOf(key) }))), changes: [['groups', 'list']], onDone });
export const useChangeMembers = (id: string, onDone?: () => void) =>
  useAct({ send: (body: { add: string[]; remove: string[] }, key) => answer(api.POST('/v1/groups/{id}/members', { ...of(id), headers: headersOf(key), body })), changes, ...(onDone && { onDone }) });
