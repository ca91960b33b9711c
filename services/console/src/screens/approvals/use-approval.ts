import { useQuery } from '@tanstack/react-query';
import { answer, api, type Schema } from '../../api/client';

export type Approval = Schema<'WorklistApprovalDto'>;

export const useApproval = (id: string | undefined) => useQuery({ queryKey: ['approvals', 'one', id], enabled: id !== undefined, queryFn: () => answer(api.GET('/v1/approvals/{id}', { params: { path: { id: id! } } })) });
