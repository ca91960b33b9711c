import { queryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { answer, api, type Schema } from '../../../api/client';

export type Trail = Schema<'LeadsAuditDto'>;
export type Line = Trail['items'][number] & { service: Service; seal: Trail['seal'] };
/** What lines are wanted; instants, not days. */
export interface Wanted {
  person?: string;
  record?: string;
  kind?: string;
  from?: string;
  until?: string;
}
type Asked = Wanted & { without?: string; limit?: number; cursor?: string };
type Service = keyof typeof ASK;

const ASK = {
  directory: (query: Asked): Promise<Trail> => answer(api.GET('/v1/audit/directory', { params: { query } })),
  leads: (query: Asked): Promise<Trail> => answer(api.GET('/v1/audit/leads', { params: { query } })),
  opportunities: (query: Asked): Promise<Trail> => answer(api.GET('/v1/audit/opportunities', { params: { query } })),
  contracts: (query: Asked): Promise<Trail> => answer(api.GET('/v1/audit/contracts', { params: { query } })),
  collections: (query: Asked): Promise<Trail> => answer(api.GET('/v1/audit/collections', { params: { query } })),
  worklist: (query: Asked): Promise<Trail> => answer(api.GET('/v1/audit/worklist', { params: { query } })),
};
const SERVICES = Object.keys(ASK) as Service[];

/** Who looked at the trail; asked for by name only, or each look would stand above all else. */
export const LOOKS = 'audit';

/** Whose trails tell of records of a kind. A policy may be one of leads or of approvals. */
const HOMES: Record<string, readonly Service[]> = {
  ...Object.fromEntries(['api-key', 'calendar', 'group', 'hand-over', 'local-account', 'person', 'session', 'signing-key', 'unit'].map((kind) => [kind, ['directory']])),
  ...Object.fromEntries(['account', 'contact', 'duplicate', 'duplicate-entry', 'form', 'lead', 'lead_import', 'pool'].map((kind) => [kind, ['leads']])),
  ...Object.fromEntries(['deal', 'opportunity'].map((kind) => [kind, ['opportunities']])),
  contract: ['contracts'],
  ...Object.fromEntries(['dunning', 'plan', 'receipt'].map((kind) => [kind, ['collections']])),
  ...Object.fromEntries(['approval', 'notice-delivery', 'task'].map((kind) => [kind, ['worklist']])),
  policy: ['leads', 'worklist'],
};
export const KINDS = [...Object.keys(HOMES), LOOKS];
const homesOf = ({ kind }: Wanted): readonly Service[] => (kind === undefined ? SERVICES : (HOMES[kind] ?? SERVICES));

type Somebody = Schema<'DirectoryPersonDto'>;

/** Everybody there is and was: what somebody did stays when he has left. */
export const everybodyQuery = queryOptions({
  queryKey: ['people', 'everybody'],
  staleTime: 300_000,
  queryFn: async () => {
    const found: Pick<Somebody, 'id' | 'name' | 'position' | 'active'>[] = [];
    for (let cursor: string | undefined; ; ) {
      const { items, next } = await answer(api.GET('/v1/people', { params: { query: { limit: 200, ...(cursor && { cursor }) } } }));
      found.push(...items);
      if (next === undefined) return found;
      cursor = next;
    }
  },
});

function useTrail(service: Service, wanted: Wanted) {
  return useInfiniteQuery({
    queryKey: ['audit', service, wanted],
    enabled: homesOf(wanted).includes(service),
    // Each look is a line of the trail: nothing is read anew unless somebody wants it.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => ASK[service]({ ...wanted, ...(wanted.kind !== LOOKS && { without: LOOKS }), limit: 50, ...(pageParam && { cursor: pageParam }) }),
    getNextPageParam: (last) => last.next,
  });
}

/** Who did what, the latest first, out of the trails of all services: as long as one of them has older lines, the list ends where it does, so that nothing is shown out of order. */
export function useAudit(wanted: Wanted) {
  const all = [useTrail('directory', wanted), useTrail('leads', wanted), useTrail('opportunities', wanted), useTrail('contracts', wanted), useTrail('collections', wanted), useTrail('worklist', wanted)];
  const trails = all.map((query, at) => ({ ...query, service: SERVICES[at]! })).filter(({ service }) => homesOf(wanted).includes(service));
  const unfinished = trails.filter(({ hasNextPage }) => hasNextPage);
  const ends = unfinished.map(({ data }) => data?.pages.at(-1)?.items.at(-1)?.at ?? '');
  const horizon = [...ends].sort().at(-1);
  const lines = trails.flatMap(({ service, data }) => data?.pages.flatMap(({ items, seal }) => items.map((item): Line => ({ ...item, service, seal }))) ?? []);
  return {
    isPending: trails.some(({ isPending }) => isPending),
    /** Of those that could not be asked; what the others tell is shown. */
    errors: trails.flatMap(({ error, refetch }) => (error ? [{ error, again: () => void refetch() }] : [])),
    lines: lines.filter(({ at }) => horizon === undefined || at >= horizon).sort((a, b) => b.at.localeCompare(a.at) || Number(BigInt(b.seq) - BigInt(a.seq))),
    hasMore: unfinished.length > 0,
    /** Only those are asked that hold the others up. */
    more: () => unfinished.filter(({ isFetchingNextPage }, at) => ends[at] === horizon && !isFetchingNextPage).forEach(({ fetchNextPage }) => void fetchNextPage()),
    anew: () => trails.forEach(({ refetch }) => void refetch()),
    isReading: trails.some(({ isFetching }) => isFetching),
  };
}

const FILES = {
  directory: (query: Wanted) => api.GET('/v1/audit/directory/export.csv', { params: { query }, parseAs: 'text' }),
  leads: (query: Wanted) => api.GET('/v1/audit/leads/export.csv', { params: { query }, parseAs: 'text' }),
  opportunities: (query: Wanted) => api.GET('/v1/audit/opportunities/export.csv', { params: { query }, parseAs: 'text' }),
  contracts: (query: Wanted) => api.GET('/v1/audit/contracts/export.csv', { params: { query }, parseAs: 'text' }),
  collections: (query: Wanted) => api.GET('/v1/audit/collections/export.csv', { params: { query }, parseAs: 'text' }),
  worklist: (query: Wanted) => api.GET('/v1/audit/worklist/export.csv', { params: { query }, parseAs: 'text' }),
};

/** All lines that fit, of all trails, as one file; the names of the columns stand in it once. */
export async function saveTrail(wanted: Wanted, name: string): Promise<void> {
  const parts: string[] = [];
  for (const service of homesOf(wanted)) {
    const text = await answer(FILES[service](wanted) as Promise<{ data?: string }>);
    parts.push(parts.length === 0 ? text : text.slice(text.indexOf('\n') + 1));
  }
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob(['\ufeff', ...parts], { type: 'text/csv' })), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}
