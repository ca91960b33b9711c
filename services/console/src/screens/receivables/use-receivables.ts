import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { headersOf, useAct } from '../../api/act';
import { answer, api, type Schema } from '../../api/client';

export type Receivables = Schema<'CollectionsReceivablesDto'>;
export type Aged = Receivables['totals'][number];
export type Receipt = Schema<'CollectionsReceiptPageDto'>['items'][number];
export type Suggestion = Schema<'CollectionsSuggestionsDto'>['items'][number];

/** Without a day: as of today. */
export const useReceivables = (query: { asOf?: string; owner?: string; unit?: string }) => useQuery({ queryKey: ['receivables', query], queryFn: () => answer(api.GET('/v1/receivables', { params: { query } })) });

/** Receipts of which something is not yet allocated. */
export const useUnapplied = () => useQuery({ queryKey: ['receipts', 'unapplied'], queryFn: () => answer(api.GET('/v1/receipts', { params: { query: { unapplied: 'true', limit: 50 } } })) });

export const useSuggestions = (receiptId: string, enabled: boolean) =>
  useQuery({ queryKey: ['receipts', 'suggestions', receiptId], enabled, queryFn: () => answer(api.GET('/v1/receipts/{id}/suggestions', { params: { path: { id: receiptId } } })) });

export const useAllocate = (receiptId: string, onDone: () => void) =>
  useAct({
    send: (lines: Suggestion['lines'], key) =>
      answer(api.POST('/v1/receipts/{id}/allocations', { params: { path: { id: receiptId } }, headers: headersOf(key), body: { lines: lines.map(({ lineId, amount }) => ({ lineId, amount })) } })),
    changes: [['receipts'], ['receivables']],
    onDone,
  });

/** What customers were written to, latest first. */
export function useLetters() {
  return useInfiniteQuery({
    queryKey: ['dunning', 'letters'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/v1/dunning/letters', { params: { query: { limit: 20, ...(pageParam && { cursor: pageParam }) } } })),
    getNextPageParam: (last) => last.next,
  });
}
