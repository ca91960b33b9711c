import { queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { headersOf, useAct } from '../../api/act';
import { answer, api, type Schema } from '../../api/client';

export type Policy = Schema<'LeadsPolicyDetailDto'>;
export type Kind = Policy['kind'];
export type Head = Policy['versions'][number];
export type Document = Record<string, unknown>;
export type Difference = Schema<'LeadsPolicyDifferenceDto'>;
export type Findings = Schema<'LeadsPolicyFindingsDto'>;
export type Application = Schema<'LeadsPolicyApplicationDto'>;
export type Preview = Schema<'LeadsPreviewSummaryDto'>;
export type Change = Schema<'LeadsPreviewRecordsPageDto'>['items'][number]['change'];
export type ChangeRules = Schema<'LeadsApplyPolicyDto'>;

const changes = [['policies']];

/** Names of units by their paths. */
export const unitsQuery = queryOptions({ queryKey: ['units'], staleTime: 300_000, queryFn: () => answer(api.GET('/v1/units')) });

export const usePolicies = () => useQuery({ queryKey: ['policies', 'list'], queryFn: () => answer(api.GET('/v1/policies', { params: { query: { limit: 200 } } })) });
export const usePolicy = (kind: Kind, id: string) => useQuery({ queryKey: ['policies', 'one', kind, id], queryFn: () => answer(api.GET('/v1/policies/{kind}/{id}', { params: { path: { kind, id } } })) });
export const useVersion = (kind: Kind, id: string, version: number | undefined) =>
  useQuery({ queryKey: ['policies', 'version', kind, id, version], enabled: version !== undefined, queryFn: () => answer(api.GET('/v1/policies/{kind}/{id}/versions/{version}', { params: { path: { kind, id, version: version! } } })) });

/** Changes of this policy that wait for their day or are under way, and the latest ones that are done. */
export const useApplications = (kind: Kind, id: string) =>
  useQuery({
    queryKey: ['policies', 'applications', kind, id],
    // Somebody looks on while records are rewritten.
    refetchInterval: ({ state }) => (state.data?.items.some(({ status }) => status === 'running' || status === 'scheduled') ? 3_000 : false),
    queryFn: () => answer(api.GET('/v1/policy-applications', { params: { query: { kind, policy: id, limit: 20 } } })),
  });

/** What a document changes, compared with what is in force; only once the document holds together. */
export const useDifference = (document: Document | undefined) =>
  useQuery({ queryKey: ['policies', 'difference', document], enabled: document !== undefined, queryFn: () => answer(api.POST('/v1/policies/diff', { body: { document: document! } })) });

export const checkDocument = (document: Document): Promise<Findings> => answer(api.POST('/v1/policies/validate', { body: { document } }));

export const saveDraft = (document: Document, key: string): Promise<Head> => answer(api.POST('/v1/policies', { headers: headersOf(key), body: { document } }));

export const useApply = ({ kind, id, version }: Pick<Head, 'kind' | 'id' | 'version'>, onDone: (application: Application) => void) =>
  useAct({ send: (body: ChangeRules, key) => answer(api.POST('/v1/policies/{kind}/{id}/versions/{version}/apply', { params: { path: { kind, id, version } }, headers: headersOf(key), body })), changes, onDone });

export const useWithdraw = () => useAct({ send: (id: string, key) => answer(api.POST('/v1/policy-applications/{id}/withdraw', { params: { path: { id } }, headers: headersOf(key) })), changes });

export const useTrial = ({ kind, id, version }: Pick<Head, 'kind' | 'id' | 'version'>) =>
  useAct({ send: (on: boolean, key) => answer(api.POST('/v1/policies/{kind}/{id}/versions/{version}/trial', { params: { path: { kind, id, version } }, headers: headersOf(key), body: { on } })), changes });

/** The log of a draft on trial, in its order. */
export function useTrialLines({ kind, id, version }: Pick<Head, 'kind' | 'id' | 'version'>) {
  return useInfiniteQuery({
    queryKey: ['policies', 'trial', kind, id, version],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/v1/policies/{kind}/{id}/versions/{version}/trial', { params: { path: { kind, id, version }, query: { limit: 50, ...(pageParam && { cursor: pageParam }) } } })),
    getNextPageParam: (last) => last.next,
  });
}

export const useRetire = ({ kind, id }: Pick<Policy, 'kind' | 'id'>, onDone: () => void) =>
  useAct({ send: (reason: string, key) => answer(api.POST('/v1/policies/{kind}/{id}/retire', { params: { path: { kind, id } }, headers: headersOf(key), body: { reason } })), changes, onDone });

/** `document`: what is being written; without: the rules in force. */
export const usePreview = () =>
  useAct({ send: (body: { policyId: string; document?: Document }, key) => answer(api.POST('/v1/policy-previews', { headers: headersOf(key), body: { ...(body.document ? { document: body.document } : { policyId: body.policyId }), grandfathering: 'none', graceDays: 0 } })) });

export function useRecords(previewId: string, change: Change | undefined, owner: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['policies', 'records', previewId, change, owner],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/v1/policy-previews/{id}/records', { params: { path: { id: previewId }, query: { limit: 50, ...(change && { change }), ...(owner && { owner }), ...(pageParam && { cursor: pageParam }) } } })),
    getNextPageParam: (last) => last.next,
  });
}
