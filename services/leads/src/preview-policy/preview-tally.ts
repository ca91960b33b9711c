import type { ForecastChange } from '@throughline/policy/change-forecast';

/** more: lost under the draft only; fewer: lost under the present rules only, or in fact; both: either way. */
export type PreviewChange = 'more' | 'fewer' | 'both';

/** One way to end; thousands of ownerships may share it. */
export interface PreviewEnd {
  no: number;
  change: PreviewChange;
  outcome: ForecastChange;
  /** Milliseconds. */
  at: number;
}
export interface PreviewRecord {
  end: PreviewEnd;
  leadId: string;
  ownerId: string;
}

interface Tally {
  before: number;
  after: number;
  more: number;
  fewer: number;
}
const nothing = (): Tally => ({ before: 0, after: 0, more: 0, fewer: 0 });
const rank: Record<PreviewChange, number> = { more: 0, fewer: 1, both: 2 };

/** Counts what a preview finds, by owner, and keeps the records that somebody loses. */
export class PreviewTally {
  lookedAt = 0;
  readonly records: PreviewRecord[] = [];
  readonly ends = new Map<ForecastChange, PreviewEnd>();
  readonly all: Tally = nothing();
  readonly owners = new Map<string, Tally>();

  add(leadId: string, ownerId: string, outcome: ForecastChange): void {
    this.lookedAt += 1;
    const { before, after } = outcome;
    if (!before && !after) return;
    const end = this.endOf(outcome);
    this.records.push({ end, leadId, ownerId });
    let own = this.owners.get(ownerId);
    if (!own) this.owners.set(ownerId, (own = nothing()));
    count(this.all, outcome, end.change);
    count(own, outcome, end.change);
  }

  /** What changes first, then by owner and by the moment of the loss. */
  sorted(): PreviewRecord[] {
    const places = new Map([...this.owners.keys()].sort().map((id, place) => [id, place]));
    return this.records.sort((a, b) => rank[a.end.change] - rank[b.end.change] || places.get(a.ownerId)! - places.get(b.ownerId)! || a.end.at - b.end.at);
  }

  private endOf(outcome: ForecastChange): PreviewEnd {
    const known = this.ends.get(outcome);
    if (known) return known;
    const { before, after } = outcome;
    const end: PreviewEnd = { no: this.ends.size + 1, outcome, change: before ? (after ? 'both' : 'fewer') : 'more', at: (after ?? before)!.at.getTime() };
    this.ends.set(outcome, end);
    return end;
  }
}

function count(tally: Tally, { before, after }: ForecastChange, change: PreviewChange): void {
  if (before) tally.before += 1;
  if (after) tally.after += 1;
  if (change !== 'both') tally[change] += 1;
}
