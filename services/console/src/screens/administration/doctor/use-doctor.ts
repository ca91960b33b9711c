import { useQueries } from '@tanstack/react-query';
import { answer, api, type Schema } from '../../../api/client';

export type Findings = Schema<'FindingsDto'>;
export type Finding = Findings['findings'][number];

const ASK = {
  gateway: (): Promise<Findings> => answer(api.GET('/v1/doctor/gateway')),
  directory: (): Promise<Findings> => answer(api.GET('/v1/doctor/directory')),
  leads: (): Promise<Findings> => answer(api.GET('/v1/doctor/leads')),
  opportunities: (): Promise<Findings> => answer(api.GET('/v1/doctor/opportunities')),
  contracts: (): Promise<Findings> => answer(api.GET('/v1/doctor/contracts')),
  collections: (): Promise<Findings> => answer(api.GET('/v1/doctor/collections')),
  worklist: (): Promise<Findings> => answer(api.GET('/v1/doctor/worklist')),
};
export type Part = keyof typeof ASK;
const PARTS = Object.keys(ASK) as Part[];

/** What each part of the installation says of itself; what does not answer says so by that. */
export function useDoctor() {
  const looks = useQueries({ queries: PARTS.map((part) => ({ queryKey: ['doctor', part], queryFn: ASK[part], staleTime: 0, retry: false })) });
  const parts = looks.map(({ data, error, isPending }, at) => ({ part: PARTS[at]!, findings: error ? undefined : data?.findings, error, isPending }));
  return {
    parts,
    /** Who did not answer counts as one. */
    ill: parts.reduce((sum, { findings, error }) => sum + (error ? 1 : (findings ?? []).filter(({ ok }) => !ok).length), 0),
    isPending: looks.some(({ isPending }) => isPending),
    isLooking: looks.some(({ isFetching }) => isFetching),
    /** When the last one answered. */
    at: looks.map(({ data }) => data?.at ?? '').sort().at(-1),
    again: () => looks.forEach(({ refetch }) => void refetch()),
  };
}
