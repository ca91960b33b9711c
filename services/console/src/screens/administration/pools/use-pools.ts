import { useQuery } from '@tanstack/react-query';
import { headersOf, useAct } from '../../../api/act';
import { answer, api, type Schema } from '../../../api/client';

export type PoolLine = Schema<'LeadsPoolsDto'>['items'][number];
export type Pool = Schema<'LeadsPoolDetailDto'>;

const of = (id: string) => ({ params: { path: { id } } });
const changes = [['pools']] as const;

export const usePools = () => useQuery({ queryKey: ['pools', 'list'], queryFn: () => answer(api.GET('/v1/pools')) });
export const usePool = (id: string) => useQuery({ queryKey: ['pools', 'one', id], queryFn: () => answer(api.GET('/v1/pools/{id}', of(id))) });
/** In force, by which pools can go. */
export const useRulesOf = (kind: 'lead' | 'assignment') =>
  useQuery({
    queryKey: ['policies', 'in-force', kind],
    staleTime: 60_000,
    queryFn: async () => (await answer(api.GET('/v1/policies', { params: { query: { limit: 200 } } }))).items.filter((one) => one.kind === kind && one.active !== null).map(({ id }) => id),
  });

export const useOpenPool = (onDone: (pool: Schema<'LeadsPoolLineDto'>) => void) => useAct({ send: (body: Schema<'LeadsNewPoolDto'>, key) => answer(api.POST('/v1/pools', { headers: headersOf(key), body })), changes, onDone });
export const useChangePool = (id: string, onDone: () => void) => useAct({ send: (body: Schema<'LeadsChangePoolDto'>, key) => answer(api.PATCH('/v1/pools/{id}', { ...of(id), headers: headersOf(key), body })), changes, onDone });
export const useSetRules = (id: string, onDone: () => void) => useAct({ send: (body: Schema<'LeadsSetPoolPolicyDto'>, key) => answer(api.PUT('/v1/pools/{id}/policy', { ...of(id), headers: headersOf(key), body })), changes, onDone });
export const useSetAssignment = (id: string, onDone: () => void) => useAct({ send: (policyId: string | null, key) => answer(api.PUT('/v1/pools/{id}/assignment-policy', { ...of(id), headers: headersOf(key), body: { policyId } })), changes, onDone });
export const useSetAdministrators = (id: string, onDone: () => void) => useAct({ send: (people: string[], key) => answer(api.PUT('/v1/pools/{id}/administrators', { ...of(id), headers: headersOf(key), body: { people } })), changes, onDone });
export const useClosePool = (id: string, onDone: () => void) => useAct({ send: (body: Schema<'LeadsClosePoolDto'>, key) => answer(api.POST('/v1/pools/{id}/close', { ...of(id), headers: headersOf(key), body })), changes, onDone });
