import { useQuery } from '@tanstack/react-query';
import { headersOf, useAct } from '../../../api/act';
import { answer, api, type Schema } from '../../../api/client';
import type { Document } from '../use-policies';

export type ApprovalPolicy = Schema<'WorklistApprovalPolicyDetailDto'>;
export type ApprovalVersion = ApprovalPolicy['versions'][number];
export type RoutePreview = Schema<'WorklistApprovalPreviewDto'>;
type Sample = Schema<'WorklistPreviewApprovalDto'>;

/** Requests of it are made by people, today. */
export const isDeclared = ({ request, inForce }: Schema<'WorklistApprovalPolicyListDto'>['items'][number]): boolean => request !== null && inForce !== null;

export const useApprovalPolicies = () => useQuery({ queryKey: ['policies', 'approvals'], queryFn: () => answer(api.GET('/v1/approval-policies')) });
export const useApprovalPolicy = (id: string) => useQuery({ queryKey: ['policies', 'approval', id], queryFn: () => answer(api.GET('/v1/approval-policies/{id}', { params: { path: { id } } })) });

export const checkApproval = (document: Document): Promise<Schema<'WorklistApprovalFindingsDto'>> => answer(api.POST('/v1/approval-policies/validate', { body: { document } }));
export const saveApproval = (document: Document, key: string): Promise<ApprovalVersion> => answer(api.POST('/v1/approval-policies', { headers: headersOf(key), body: { document } }));

/** Whom a request would be put before if whoever looks made it now. Writes nothing. */
export const useRoutePreview = () => useAct({ send: (body: Sample) => answer(api.POST('/v1/approvals/preview', { body })) });

/** Asks for what a policy declares. */
export const useRequest = (onDone: (request: Schema<'WorklistApprovalDto'>) => void) =>
  useAct({ send: (body: Schema<'WorklistRequestApprovalDto'>, key) => answer(api.POST('/v1/approvals', { headers: headersOf(key), body })), changes: [['approvals'], ['tasks']], onDone });
