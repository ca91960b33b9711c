import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx, WriteTx } from '@throughline/persistence/transaction';
import { leadErrors } from '../lead/lead.errors';
import type { NewLead } from '../lead/lead-insertion';
import { masked } from '../lead/normalise';
import { blocksOf } from './blocks';
import { flaggedFact } from './duplicate-facts';
import type { NearRecord } from './duplicate.repository';
import { aloneAmong, DuplicateRepository } from './duplicate.repository';
import type { Judged } from './match-score';
import { judge, matchFacts } from './match-score';

/** How a lead that may be there already is let in: listed for somebody to look at, with the reason that was given. */
export interface Admission {
  by: string;
  reason: string | null;
}
/** What stands beside a lead that was let in. */
export interface Admitted {
  kept: readonly string[];
  near: Judged<NearRecord>[];
}

/** A masked candidate, as the caller of the refused capture is told. */
export interface Candidate {
  kind: 'lead' | 'account';
  id: string;
  name: string;
  status: string;
  owned: boolean;
  score: number;
  because: string[];
}

const MOST_TOLD = 5;

/** What `nobody_near` says was broken when something is near the lead. */
export const NOBODY_NEAR = 'nobody_near';

/**
 * Keeps a company from being entered twice under two spellings. The blocks of the record are locked until the transaction ends, so of two who enter it
 * at once the second finds the first.
 */
@Injectable()
export class DuplicateFence {
  constructor(
    private readonly duplicates: DuplicateRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Lets a lead in that has nothing near it, in the same statement as the lead itself; breaks NOBODY_NEAR, and writes nothing, where something is. */
  async enterAlone(tx: WriteTx, { id, details }: NewLead): Promise<void> {
    const { kept, asked } = blocksOf(matchFacts(details));
    if (asked.length > 0 || kept.length > 0) await tx.write(aloneAmong(id, kept, asked));
  }

  /** @throws lead.possible_duplicate with the candidates, unless it is admitted all the same */
  async enter(tx: Tx, { details }: NewLead, admission?: Admission): Promise<Admitted> {
    const facts = matchFacts(details);
    const { kept, asked } = blocksOf(facts);
    if (asked.length === 0) return { kept, near: [] };
    const near = judge(facts, await this.duplicates.lockNear(tx, asked));
    if (near.length > 0 && !admission) throw possibleDuplicate(near);
    return { kept, near };
  }

  /** Once the lead is written. */
  async entered(tx: Tx, { id }: NewLead, { kept, near }: Admitted, admission?: Admission): Promise<void> {
    if (kept.length > 0) await this.duplicates.keep(tx, [{ id, kind: 'lead', blocks: kept }]);
    if (near.length === 0 || !admission) return;
    const pairs = near.map(({ candidate, score, because }) => ({ leadId: id, otherKind: candidate.kind, otherId: candidate.id, score, because }));
    const listed = await this.duplicates.list(tx, pairs, { importId: null, ...admission });
    await this.outbox.append(tx, listed.map(flaggedFact));
  }
}

function possibleDuplicate(near: readonly Judged<NearRecord>[]) {
  const candidates = near.slice(0, MOST_TOLD).map(
    ({ candidate: { kind, id, name, status, ownerId }, score, because }): Candidate => ({
      kind,
      id,
      name: masked(name),
      status,
      owned: ownerId !== null,
      score,
      because: because.filter(({ points }) => points > 0).map(({ fact }) => fact),
    }),
  );
  return leadErrors.possible_duplicate({ data: { candidates, choices: ['attach', 'create', 'refuse'] } });
}
