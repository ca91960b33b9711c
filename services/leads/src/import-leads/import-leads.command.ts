import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { leadDeduplicated } from '@throughline/events/lead-events';
import { toProblem } from '@throughline/errors/problem';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { Outbox } from '@throughline/messaging/outbox';
import { brokenConstraint } from '@throughline/persistence/database-errors';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import { capturedFact } from '../lead/lead-facts';
import type { Intake } from '../lead/lead.repository';
import { LeadRepository } from '../lead/lead.repository';
import { PoolRepository } from '../pool/pool.repository';
import type { DecidedBatch, MergedRow, NumberedRow } from './import-batch';
import { decideBatch } from './import-batch';
import type { ImportMapping } from './import-mapping';
import { importErrors } from './import.errors';
import { ImportRepository } from './import.repository';
import type { LeadFile, OpenedFile } from './lead-file';
import { openLeadFile } from './lead-file';

export interface ImportLeads {
  file: LeadFile;
  mapping: ImportMapping;
  poolId?: string | undefined;
  /** Says what would happen; no lead is written, only the report. */
  dryRun: boolean;
}

/** Rows written in one transaction. */
const BATCH = 1_000;
/** How often a batch is decided anew because somebody else took one of its keys meanwhile. */
const TRIES = 5;

/**
 * Takes in a file of leads. Each batch is one transaction with its leads, keys, events, audit and report, so a crash leaves a report that says how far
 * it came, and running the file again creates nothing twice: what is there is found by its keys.
 */
@Injectable()
export class ImportLeadsCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly imports: ImportRepository,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @returns id of the report
   * @throws import.column_missing, import.encoding, import.unreadable, import.empty, import.too_many_rows (each with data.importId once rows were read),
   * pool.*, access.denied
   */
  async execute(command: ImportLeads, by: Principal): Promise<string> {
    access.require(by, 'import', 'lead');
    const importId = uuidv7();
    const opened = await openLeadFile(command.file, command.mapping);
    const intake = await this.start(importId, command, opened, by);
    let rowNo = 0;
    let writing: Promise<void> = Promise.resolve();
    try {
      // The next batch is read and mapped while the last one is written.
      for await (const cells of batches(opened.rows, BATCH)) {
        const rows = cells.map((row) => ({ rowNo: (rowNo += 1), row: opened.mapper.map(row) }));
        await writing;
        writing = this.write(intake, rows, command.dryRun);
        // Awaited in the next round or below; until then its failure must not count as unhandled.
        writing.catch(() => undefined);
      }
      await writing;
      if (rowNo === 0) throw importErrors.empty();
    } catch (error) {
      await writing.catch(() => undefined);
      throw await this.failed(importId, error);
    }
    await this.transaction.run((tx) => this.imports.finish(tx, importId));
    return importId;
  }

  private start(id: string, { file, mapping, poolId, dryRun }: ImportLeads, { format, encoding }: OpenedFile, by: Principal): Promise<Intake> {
    const { name: fileName, sha256 } = file;
    const who = { startedBy: by.personId, orgPath: by.unitPath };
    return this.transaction.run(async (tx) => {
      const pool = await this.pools.open(tx, poolId);
      await this.imports.start(tx, { id, poolId: pool.id, fileName, sha256, format, encoding, mapping, dryRun, ...who });
      return { poolId: pool.id, orgPath: pool.orgPath, policyVersion: pool.policyVersion, importId: id, capturedBy: by.personId };
    });
  }

  private async write(intake: Intake, rows: readonly NumberedRow[], dryRun: boolean): Promise<void> {
    const keys = rows.flatMap(({ row }) => ('keys' in row ? row.keys : []));
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.transaction.run(async (tx) => {
          const batch = decideBatch(rows, await this.leads.holders(tx, keys));
          await Promise.all([
            dryRun ? undefined : this.keep(tx, intake, batch),
            this.imports.report(tx, intake.importId!, batch.outcomes),
          ]);
        });
        return;
      } catch (error) {
        if (brokenConstraint(error) !== 'lead_key_unique' || attempt === TRIES) throw error;
      }
    }
  }

  private async keep(tx: Tx, intake: Intake, { created, merged }: DecidedBatch): Promise<void> {
    await Promise.all([
      created.length > 0 ? this.leads.insert(tx, intake, created) : undefined,
      this.outbox.append(tx, created.map((lead) => capturedFact(intake, lead))),
    ]);
    if (merged.length > 0) await this.merge(tx, intake, merged);
  }

  private async merge(tx: Tx, { importId }: Intake, merged: DecidedBatch['merged']): Promise<void> {
    // Of several rows for one lead the first fills in.
    const first = new Map<string, MergedRow>();
    for (const row of merged) if (!first.has(row.leadId)) first.set(row.leadId, row);
    const learned = await this.imports.fillIn(tx, [...first.values()].map(({ leadId, row }) => ({ leadId, ...row.details })));
    if (learned.length === 0) return;
    await Promise.all([
      this.leads.addKeys(tx, learned.map(({ id }) => ({ id, keys: first.get(id)!.row.keys }))),
      this.outbox.append(tx, learned.map(({ id, version, orgPath, changed }) => {
        const data = { leadId: id, matchedBy: first.get(id)!.matchedBy, importId, changed };
        return leadDeduplicated.of({ id, version, correlationId: id, orgPath, data });
      })),
    ]);
  }

  /** Notes in the report why the import stopped, and gives the problem the report's id. */
  private async failed(importId: string, error: unknown): Promise<unknown> {
    const told = error instanceof ThroughlineError ? withData(error, { importId }) : error;
    await this.transaction.run((tx) => this.imports.finish(tx, importId, toProblem(told))).catch(() => undefined);
    return told;
  }
}

function withData({ code, spec, details }: ThroughlineError, data: Record<string, unknown>): ThroughlineError {
  return new ThroughlineError(code, spec, { ...details, data: { ...details.data, ...data } });
}

/** Blocks of any size as blocks of `size`, the last one smaller. */
async function* batches<T>(blocks: AsyncIterable<T[]>, size: number): AsyncGenerator<T[]> {
  let waiting: T[] = [];
  for await (const block of blocks) {
    waiting = waiting.length === 0 ? block : waiting.concat(block);
    let from = 0;
    for (; waiting.length - from >= size; from += size) yield waiting.slice(from, from + size);
    waiting = waiting.slice(from);
  }
  if (waiting.length > 0) yield waiting;
}
