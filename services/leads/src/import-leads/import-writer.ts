import type { Principal } from '@throughline/access/principal';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { leadDeduplicated } from '@throughline/events/lead-events';
import type { Outbox } from '@throughline/messaging/outbox';
import { brokenConstraint } from '@throughline/persistence/database-errors';
import type { Tx } from '@throughline/persistence/transaction';
import type { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { AssignmentLines } from '../assignment/assignment-lines';
import { assessLead } from '../intake/assess-lead';
import type { IntakeRules } from '../intake/intake-rules';
import type { LeadScoring } from '../intake/lead-scoring';
import { capturedFact } from '../lead/lead-facts';
import type { Intake } from '../lead/lead-insertion';
import type { LeadRepository } from '../lead/lead.repository';
import type { DecidedBatch, KnownKeys, MergedRow, NumberedRow } from './import-batch';
import { decideBatch, NOTHING_KNOWN } from './import-batch';
import type { ImportRepository, ImportTurn } from './import.repository';
import type { BlocksOf } from '../duplicates/duplicate.repository';
import type { RecordBlocks } from '../duplicates/record-blocks';
import type { WrittenRows } from '../duplicates/screen-import';
import type { ImportedOwners } from './imported-owners';

/** What the writer works with. */
export interface Tools {
  transaction: TransactionRunner;
  leads: LeadRepository;
  imports: ImportRepository;
  outbox: Outbox;
  assignment: AssignmentLines;
  rules: IntakeRules;
  scoring: LeadScoring;
  owners: ImportedOwners;
  blocks: RecordBlocks;
}

/** How often a batch is decided anew because somebody else took one of its keys meanwhile. */
const TRIES = 5;

/** The batch before was decided anew after this one had looked at what it creates. */
class Outdated extends Error {}

interface Batch {
  /** Transactions begun for it. */
  attempts: number;
  /** Keys that it creates. */
  decided: Promise<KnownKeys>;
  committed: Promise<void>;
}

/**
 * Writes batches of one file, two at a time on two connections, but decides and commits them in the order of the file: so the report of a crashed import
 * ends at one row, and what is in it is all that was taken in.
 */
export class ImportWriter {
  private last: Batch | undefined;
  private lastButOne: Batch | undefined;
  /** A dry run writes no keys, so it has to remember them. */
  private readonly foreseen = new Map(NOTHING_KNOWN);

  constructor(
    private readonly tools: Tools,
    private readonly intake: Intake,
    private readonly turn: ImportTurn,
    private readonly dryRun: boolean,
    private readonly by: Principal,
    /** Hears of each batch when it is committed, in the order of the file. */
    private readonly written: (rows: WrittenRows) => void = () => undefined,
  ) {}

  /** Returns when the batch is on its way: the next one can be read and mapped while two are written. @throws what an earlier batch failed with */
  async write(rows: readonly NumberedRow[]): Promise<void> {
    const before = this.last;
    await this.lastButOne?.committed;
    let decided: (keys: KnownKeys) => void = () => undefined;
    const batch: Batch = { attempts: 0, decided: new Promise((resolve) => (decided = resolve)), committed: Promise.resolve() };
    batch.committed = this.run(rows, batch, before, decided).finally(() => decided(NOTHING_KNOWN));
    // Awaited with the next batch or at the end; until then its failure must not count as unhandled.
    batch.committed.catch(() => undefined);
    this.lastButOne = before;
    this.last = batch;
  }

  /** Returns when all is committed. @throws what a batch failed with */
  async finish(): Promise<void> {
    await this.last?.committed;
  }

  private async run(rows: readonly NumberedRow[], batch: Batch, before: Batch | undefined, decided: (keys: KnownKeys) => void): Promise<void> {
    for (let failures = 0; ; ) {
      try {
        const leads = await this.once(rows, batch, before, decided);
        this.written({ to: rows.at(-1)!.rowNo, leads });
        return;
      } catch (error) {
        failures += 1;
        // Busy: another import holds a key, and waits for one of ours.
        const busy = error instanceof ThroughlineError && error.code === 'concurrency.busy';
        const again = error instanceof Outdated || busy || brokenConstraint(error) === 'lead_key_unique';
        if (!again || failures === TRIES) throw error;
      }
    }
  }

  private async once(rows: readonly NumberedRow[], batch: Batch, before: Batch | undefined, decided: (keys: KnownKeys) => void): Promise<readonly BlocksOf[]> {
    const { transaction, leads, imports } = this.tools;
    const keys = rows.flatMap(({ row }) => ('keys' in row ? row.keys : []));
    const near = this.dryRun ? this.foreseen : ((await before?.decided) ?? NOTHING_KNOWN);
    const seen = before?.attempts;
    return transaction.run(async (tx) => {
      batch.attempts += 1;
      const plan = decideBatch(rows, await leads.holders(tx, keys), near);
      decided(plan.keys);
      const [blocks] = await Promise.all([this.dryRun ? [] : this.create(tx, plan), imports.reportRows(tx, this.turn, plan.outcomes)]);
      await before?.committed;
      if (before?.attempts !== seen) throw new Outdated();
      // Only now: the batch before may merge into the same lead, and would wait for its lock while this one waits for the batch.
      if (!this.dryRun && plan.merged.length > 0) await this.merge(tx, plan.merged);
      if (!this.dryRun && plan.owned.length > 0) await this.tools.owners.take(tx, plan.owned, this.by);
      await imports.addToTotals(tx, this.turn, plan.outcomes);
      if (this.dryRun) for (const [key, holder] of plan.keys) this.foreseen.set(key, holder);
      return blocks;
    });
  }

  private async create(tx: Tx, { created }: DecidedBatch): Promise<readonly BlocksOf[]> {
    if (created.length === 0) return [];
    const { leads, outbox, rules, blocks, assignment } = this.tools;
    const assessment = await rules.inForce(tx);
    for (const { details } of created) assessLead(details, assessment);
    const [asked] = await Promise.all([
      blocks.created(tx, created),
      leads.insert(tx, this.intake, created),
      outbox.append(tx, created.map((lead) => capturedFact(this.intake, lead))),
      assignment.arrived(tx, this.intake.poolId, created.map(({ id }) => id)),
    ]);
    return asked;
  }

  private async merge(tx: Tx, merged: readonly MergedRow[]): Promise<void> {
    const { leads, imports, outbox } = this.tools;
    const importId = this.intake.importId!;
    // Of several rows for one lead the first fills in.
    const first = new Map<string, MergedRow>();
    for (const row of merged) if (!first.has(row.leadId)) first.set(row.leadId, row);
    const records = [...first.values()].map(({ leadId, row }) => ({ leadId, ...row.details }));
    const learned = await imports.fillIn(tx, importId, records);
    if (learned.length === 0) return;
    const facts = learned.map(({ id, version, orgPath, changed }) => {
      const data = { leadId: id, matchedBy: first.get(id)!.matchedBy, importId, changed };
      return leadDeduplicated.of({ id, version, correlationId: id, orgPath, data });
    });
    await Promise.all([leads.addKeys(tx, learned.map(({ id }) => ({ id, keys: first.get(id)!.row.keys }))), outbox.append(tx, facts)]);
    await this.tools.blocks.learned(tx, learned);
    await this.tools.scoring.rescore(tx, await leads.lockFree(tx, learned.map(({ id }) => id)));
  }
}
