import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { headersOf, useAct } from '../../api/act';
import { answer, api, type Schema } from '../../api/client';

export type Lead = Schema<'LeadsLeadsPageDto'>['items'][number];
export type LeadDetail = Schema<'LeadsLeadDetailDto'>;
export type Claimed = Schema<'LeadsClaimedLeadsDto'>;

const changes = [['leads'], ['pools']];

export interface LeadFilter {
  pool?: string;
  grade?: 'A' | 'B' | 'C' | 'D';
  /** Somewhere in the name. */
  text?: string;
  /** Of the team's: whose, and when their protection ends. */
  owner?: string;
  unit?: string;
  ends?: string;
}

export type View = 'mine' | 'team' | 'free';
const wanted = { mine: { owner: 'me', status: 'owned' }, team: { status: 'owned' }, free: { status: 'available' } } as const;

/** One's own leads, those of all whom one leads, or the free ones of a pool. */
export function useLeads(view: View, filter: LeadFilter) {
  const query = { ...wanted[view], ...filter, limit: 200 };
  return useInfiniteQuery({
    queryKey: ['leads', 'list', view, filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/v1/leads', { params: { query: { ...query, ...(pageParam && { cursor: pageParam }) } } })),
    getNextPageParam: (last) => last.next,
  });
}

export const useLead = (id: string) => useQuery({ queryKey: ['leads', 'one', id], queryFn: () => answer(api.GET('/v1/leads/{id}', { params: { path: { id } } })) });
export const usePools = () => useQuery({ queryKey: ['pools', 'list'], staleTime: 60_000, queryFn: () => answer(api.GET('/v1/pools')) });
/** With what one may still claim there. */
export const usePool = (id: string | undefined) => useQuery({ queryKey: ['pools', 'one', id], enabled: id !== undefined, queryFn: () => answer(api.GET('/v1/pools/{id}', { params: { path: { id: id! } } })) });

/** One answer for each lead; what is refused says by which rule and from when it would be allowed. */
export const useClaim = (onDone: (said: Claimed) => void) =>
  useAct({ send: (leadIds: string[], key) => answer(api.POST('/v1/lead-claims', { headers: headersOf(key), body: { leadIds } })), changes, onDone });

/** What became of each lead: whose it is now, or why nobody's. */
export interface Assigned {
  assigned: number;
  items: { leadId: string; ownerId: string | null; isGone: boolean; because: Schema<'LeadsAssignmentDto'>['left'][number]['why'] | undefined }[];
}

/** Free leads of one pool, to these people in turn; to all sellers within reach where nobody is named. */
export const useAssign = (onDone: (said: Assigned) => void) =>
  useAct({
    send: async ({ poolId, leadIds, people }: { poolId: string; leadIds: string[]; people?: string[] }, key): Promise<Assigned> => {
      const said = await answer(api.POST('/v1/pools/{id}/assignments', { params: { path: { id: poolId } }, headers: headersOf(key), body: { strategy: 'round-robin', leadIds, ...(people && { people }) } }));
      const gone = new Set(said.skipped);
      const left = new Map(said.left.map(({ leadId, why }) => [leadId, why]));
      const given = leadIds.filter((id) => !gone.has(id) && !left.has(id));
      const only = people?.length === 1 ? people[0]! : undefined;
      const owners = only ? new Map(given.map((id) => [id, only])) : new Map(await Promise.all(given.map(async (id): Promise<[string, string | null]> => [id, await ownerOf(id)])));
      return { assigned: said.assigned, items: leadIds.map((leadId) => ({ leadId, ownerId: owners.get(leadId) ?? null, isGone: gone.has(leadId), because: left.get(leadId) })) };
    },
    changes,
    onDone,
  });

const ownerOf = async (id: string): Promise<string | null> => (await answer(api.GET('/v1/leads/{id}', { params: { path: { id } } })).catch(() => undefined))?.ownerId ?? null;

export const useRecord = (id: string, onDone: (said: Schema<'LeadsRecordedActivityDto'>) => void) =>
  useAct({ send: (body: Schema<'LeadsRecordActivityDto'>, key) => answer(api.POST('/v1/leads/{id}/activities', { params: { path: { id } }, headers: headersOf(key), body })), changes, onDone });

export const useConvert = (id: string, onDone: (said: Schema<'LeadsConvertedLeadDto'>) => void) =>
  useAct({ send: (body: Schema<'LeadsConvertLeadDto'>, key) => answer(api.POST('/v1/leads/{id}/convert', { params: { path: { id } }, headers: headersOf(key), body })), changes, onDone });

export const useRelease = (id: string, onDone: () => void) =>
  useAct({ send: (reason: string, key) => answer(api.POST('/v1/leads/{id}/release', { params: { path: { id } }, headers: headersOf(key), body: { ...(reason && { reason }) } })), changes, onDone });

export const useAskExtension = (id: string, onDone: () => void) =>
  useAct({ send: (reason: string, key) => answer(api.POST('/v1/leads/{id}/extension-requests', { params: { path: { id } }, headers: headersOf(key), body: { reason } })), changes: [...changes, ['approvals']], onDone });

export const useDisqualify = (id: string, onDone: () => void) =>
  useAct({ send: (body: Schema<'LeadsDisqualifyLeadDto'>, key) => answer(api.POST('/v1/leads/{id}/disqualify', { params: { path: { id } }, headers: headersOf(key), body })), changes, onDone });
