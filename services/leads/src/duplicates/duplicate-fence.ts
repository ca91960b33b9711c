import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx, WriteTx } from '@throughline/persistence/transaction';
import { accountErrors } from '../account/account.errors';
import { leadErrors } from '../lead/lead.errors';
import type { NewLead } from '../lead/lead-insertion';
import { masked } from '../lead/normalise';
import { blocksOf } from './blocks';
import { flaggedFact } from './duplicate-facts';
import type { NearRecord, RecordKind } from './duplicate.repository';
import { aloneAmong, comparable, DuplicateRepository } from './duplicate.repository';
import type { Judged, MatchRecord } from './match-score';
import { judge, matchFacts } from './match-score';

/** A record that comes in, or is about to say something else of which company it is. */
export interface Entrant {
  kind: RecordKind;
  id: string;
  record: MatchRecord;
  /** What it said before: what was near it then is no news. */
  before?: MatchRecord;
  /** Records that it belongs to, such as its parent: they are no duplicates of it. */
  kin?: readonly string[];
}
/** How a record that may be there already is let in: listed for somebody to look at, with the reason that was given. */
export interface Admission {
  by: string;
  reason: string | null;
  /** What it is added to: of that nothing is listed. */
  attachedTo?: string;
}
/** What stands beside a record that was let in. */
export interface Admitted {
  kept: readonly string[];
  /** Its blocks from before. */
  had: readonly string[];
  near: Judged<NearRecord>[];
}

/** A masked candidate, as the caller of the refused entry is told. */
export interface Candidate {
  kind: RecordKind;
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
 * at once, as a lead or as a customer, the second finds the first.
 */
@Injectable()
export class DuplicateFence {
  constructor(
    private readonly duplicates: DuplicateRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Lets a lead in that has nothing near it, in the same statement as the lead itself; breaks NOBODY_NEAR, and writes nothing, where something is. */
  async enterAlone(tx: WriteTx, { id, details }: NewLead): Promise<void> {
    const { kept, asked } = blocksOf(matchFacts(details), 'lead');
    if (asked.length > 0 || kept.length > 0) await tx.write(aloneAmong(id, kept, asked));
  }

  /** @throws lead.possible_duplicate or account.possible_duplicate with the candidates, unless it is admitted all the same */
  async enter(tx: Tx, { kind, id, record, before, kin = [] }: Entrant, admission?: Admission): Promise<Admitted> {
    const facts = matchFacts(record);
    const { kept, asked } = blocksOf(facts, kind);
    const known = before && matchFacts(before);
    const had = known ? blocksOf(known, kind).kept : [];
    if (asked.length === 0) return { kept, had, near: [] };
    const others = await this.others(tx, kind, asked, record);
    const strangers = others.filter((one) => one.id !== id && !kin.includes(one.id));
    const nearBefore = new Set(known ? judge(known, strangers).map(({ candidate }) => candidate.id) : []);
    const near = judge(facts, strangers).filter(({ candidate }) => !nearBefore.has(candidate.id));
    if (near.length > 0 && !admission) throw possibleDuplicate(kind, near);
    return { kept, had, near };
  }

  /** Once the record is written. */
  async entered(tx: Tx, { id, kind }: Pick<Entrant, 'id' | 'kind'>, admitted: Admitted, admission?: Admission): Promise<void> {
    await this.duplicates.keep(tx, [{ id, kind, blocks: admitted.kept, before: admitted.had }]);
    await this.list(tx, id, kind, admitted, admission);
  }

  /** Lists what stands beside it, where its blocks are kept by others. */
  async list(tx: Tx, id: string, kind: RecordKind, { near }: Admitted, admission?: Admission): Promise<void> {
    if (!admission) return;
    const unlike = near.filter(({ candidate }) => candidate.id !== admission.attachedTo);
    const pairs = unlike.map(({ candidate, score, because }) => ({ recordKind: kind, recordId: id, otherKind: candidate.kind, otherId: candidate.id, score, because }));
    const { by, reason } = admission;
    const listed = await this.duplicates.list(tx, pairs, { importId: null, by, reason });
    if (listed.length > 0) await this.outbox.append(tx, listed.map(flaggedFact));
  }

  private async others(tx: Tx, kind: RecordKind, asked: readonly string[], record: MatchRecord): Promise<NearRecord[]> {
    const near = await this.duplicates.lockNear(tx, asked);
    if (kind === 'lead') return near;
    const known = new Map([...near, ...(await this.duplicates.byKeys(tx, record))].map((one) => [one.id, one]));
    return [...known.values()].filter((one) => comparable(kind, one));
  }
}

function possibleDuplicate(kind: RecordKind, near: readonly Judged<NearRecord>[]) {
  const candidates = near.slice(0, MOST_TOLD).map(
    ({ candidate, score, because }): Candidate => ({
      kind: candidate.kind,
      id: candidate.id,
      name: masked(candidate.name),
      status: candidate.status,
      owned: candidate.ownerId !== null,
      score,
      because: because.filter(({ points }) => points > 0).map(({ fact }) => fact),
    }),
  );
  if (kind === 'account') return accountErrors.possible_duplicate({ data: { candidates, choices: ['create', 'refuse'] } });
  return leadErrors.possible_duplicate({ data: { candidates, choices: ['attach', 'create', 'refuse'] } });
}
