import { ThroughlineError } from '@throughline/errors/throughline-error';
import type { Candidate } from './duplicate-fence';

/** What an entry was refused for. */
export interface Found {
  kind: Candidate['kind'];
  id: string;
  /** What was the same. */
  by: string;
  score: number;
}

/** Of a refused entry, the likeliest first; empty where it was refused for anything else. */
export function candidatesOf(error: unknown, code: 'lead.possible_duplicate' | 'account.possible_duplicate'): Found[] {
  if (!(error instanceof ThroughlineError) || error.code !== code) return [];
  const { candidates = [] } = (error.details.data ?? {}) as { candidates?: Candidate[] };
  return candidates.map(({ kind, id, score }) => ({ kind, id, score, by: 'name' }));
}
