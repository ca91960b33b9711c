import type { ForecastEnd } from '@throughline/policy/lead-forecast';
import type { ForecastChange } from '@throughline/policy/change-forecast';

/** more: lost under the draft only; fewer: lost under the present rules only, or in fact; both: either way. */
export type PreviewChange = 'more' | 'fewer' | 'both';

export interface PreviewRecord extends ForecastChange {
  change: PreviewChange;
  leadId: string;
  ownerId: string;
}

interface Tally {
  before: number;
  after: number;
  more: number;
  fewer: number;
}

/** Counts what a preview finds, by owner, and keeps the records that somebody loses. */
export class PreviewTally {
  lookedAt = 0;
  readonly records: PreviewRecord[] = [];
  readonly all: Tally = { before: 0, after: 0, more: 0, fewer: 0 };
  readonly owners = new Map<string, Tally>();

  add(leadId: string, ownerId: string, { before, after }: ForecastChange): void {
    this.lookedAt += 1;
    if (!before && !after) return;
    const change = before ? (after ? 'both' : 'fewer') : 'more';
    this.records.push({ change, leadId, ownerId, before, after });
    let own = this.owners.get(ownerId);
    if (!own) this.owners.set(ownerId, (own = { before: 0, after: 0, more: 0, fewer: 0 }));
    for (const tally of [this.all, own]) {
      if (before) tally.before += 1;
      if (after) tally.after += 1;
      if (change !== 'both') tally[change] += 1;
    }
  }

  /** What changes first, then by owner and by the moment of the loss. */
  sorted(): PreviewRecord[] {
    const rank: Record<PreviewChange, number> = { more: 0, fewer: 1, both: 2 };
    return this.records.sort((a, b) => rank[a.change] - rank[b.change] || compare(a.ownerId, b.ownerId) || endOf(a) - endOf(b) || compare(a.leadId, b.leadId));
  }
}

const endOf = ({ before, after }: PreviewRecord): number => ((after ?? before) as ForecastEnd).at.getTime();
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
