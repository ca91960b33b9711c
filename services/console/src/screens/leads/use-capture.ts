import { headersOf, useAct } from '../../api/act';
import { answer, api, type Schema } from '../../api/client';
import type { Problem } from '../../api/problem';

export type Capture = Partial<Schema<'LeadsCaptureLeadDto'>>;

/** What may be the same company: of somebody else's it shows no more than what recognises it. */
export interface Candidate {
  id: string;
  kind: 'lead' | 'account';
  /** Masked. */
  name: string;
  owned: boolean;
  /** 0 to 1; absent where a key is the same. */
  score?: number;
  because: string[];
}

export interface FoundDuplicates {
  /** A key is the same: it cannot be another lead. */
  exact: boolean;
  candidates: Candidate[];
}

/** What an entry was refused for, where that is because it may be here already. */
export function candidatesOf({ code, data }: Pick<Problem, 'code' | 'data'>): FoundDuplicates | undefined {
  if (code === 'lead.possible_duplicate') return { exact: false, candidates: data['candidates'] as Candidate[] };
  if (code !== 'lead.duplicate' || !data['existing']) return undefined;
  const { leadId, name, owned } = data['existing'] as { leadId: string; name: string; owned: boolean };
  return { exact: true, candidates: [{ id: leadId, kind: 'lead', name, owned, because: [`same ${String(data['matchedBy'])}`] }] };
}

export const useCapture = (onDone: (said: Schema<'LeadsEnteredLeadDto'>) => void, onRefused: (problem: Problem) => void) =>
  useAct({
    send: (lead: Capture, key) => answer(api.POST('/v1/leads', { headers: headersOf(key), body: { phoneCountry: 'CN', onDuplicate: 'refuse', ...lead } })),
    changes: [['leads'], ['pools']],
    onDone,
    onRefused,
  });
