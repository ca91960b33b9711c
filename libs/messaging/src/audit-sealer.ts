import { rootLogger } from '@throughline/observability/logger';
import type { Tx } from '@throughline/persistence/transaction';
import type { TransactionRunner } from '@throughline/persistence/transaction-runner';

import { originOf, rowHash, sealHash } from './audit-chain';

/** Rows of one seal at most. */
const mostRows = 1_000;
/** Milliseconds between a fact and its seal, about; many facts share one. */
const pause = 1_000;
/** Milliseconds after which the trail is looked at although nothing was published: Kafka may be away, or another process has written. */
const safetyPoll = 60_000;

interface Horizon {
  /** Highest number in the trail when it was looked at. */
  upTo: string;
  /** Taken after that look: a row up to `upTo` that is not visible yet belongs to a transaction older than this one. */
  xid: bigint;
}

/**
 * Seals the audit trail of one service, in order of `seq`. A number is drawn before its row is committed, so a stretch is sealed only when every transaction
 * has ended that may still bring a row into it (as with the outbox's low-water mark). Any number may run: a seal's number is taken once.
 */
export class AuditSealer {
  private horizon: Horizon | undefined;
  private timer: NodeJS.Timeout | undefined;
  private sealing: Promise<void> | undefined;
  private poll: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly service: string,
    private readonly transactions: TransactionRunner,
  ) {}

  start(): void {
    this.poll = setInterval(() => this.soon(), safetyPoll);
    this.poll.unref();
    this.soon();
  }

  /** Something was written: it will be sealed in a moment. */
  soon(): void {
    if (this.timer || this.stopped) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.sealing = this.work();
    }, pause);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.poll);
    clearTimeout(this.timer);
    await this.sealing;
  }

  private async work(): Promise<void> {
    try {
      if (await this.pass()) this.soon();
    } catch (error) {
      if (this.stopped) return;
      rootLogger(this.service).warn({ reason: (error as Error).message }, 'the audit trail could not be sealed, trying again');
      this.soon();
    }
  }

  /** Seals what was settled by the last look, then looks anew. @returns whether there is more to seal */
  async pass(): Promise<boolean> {
    let more = true;
    while (more && !this.stopped) more = await this.transactions.run((tx) => this.sealNext(tx));
    return this.transactions.run((tx) => this.look(tx));
  }

  private async look(tx: Tx): Promise<boolean> {
    const [trail] = await tx.query<{ newest: string; sealed: string }>(
      `SELECT coalesce((SELECT max(seq) FROM audit), 0) AS newest, coalesce((SELECT seqs[cardinality(seqs)] FROM audit_seal ORDER BY no DESC LIMIT 1), 0) AS sealed`,
    );
    if (!trail || BigInt(trail.newest) <= BigInt(trail.sealed)) {
      this.horizon = undefined;
      return false;
    }
    // A statement of its own, so that the id is drawn after the look.
    const [transaction] = await tx.query<{ xid: string }>('SELECT pg_current_xact_id()::text AS xid');
    this.horizon = { upTo: trail.newest, xid: BigInt(transaction!.xid) };
    return true;
  }

  /** @returns whether the stretch was full, so that more may be settled */
  private async sealNext(tx: Tx): Promise<boolean> {
    if (!this.horizon) return false;
    const [open] = await tx.query<{ oldest: string; mine: boolean }>(
      `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS oldest, pg_try_advisory_xact_lock(hashtext('audit_seal'), hashtext(current_schema())) AS mine`,
    );
    if (!open!.mine || BigInt(open!.oldest) < this.horizon.xid) return false;
    const [last] = await tx.query<{ no: string; up_to: string; hash: Buffer }>('SELECT no, seqs[cardinality(seqs)] AS up_to, hash FROM audit_seal ORDER BY no DESC LIMIT 1');
    const rows = await tx.query<{ seq: string; hash: Buffer }>(`SELECT seq, ${rowHash} AS hash FROM audit WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT ${mostRows}`, [
      last?.up_to ?? 0,
      this.horizon.upTo,
    ]);
    if (rows.length === 0) return false;
    const seal = {
      no: BigInt(last?.no ?? 0) + 1n,
      seqs: rows.map(({ seq }) => BigInt(seq)),
      rowHashes: Buffer.concat(rows.map(({ hash }) => hash)),
      previousHash: last?.hash ?? originOf(this.service),
    };
    await tx.query('INSERT INTO audit_seal (no, seqs, row_hashes, previous_hash, hash) VALUES ($1, $2, $3, $4, $5)', [
      seal.no.toString(),
      seal.seqs.map(String),
      seal.rowHashes,
      seal.previousHash,
      sealHash(seal),
    ]);
    return rows.length === mostRows;
  }
}
