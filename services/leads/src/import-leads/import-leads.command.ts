import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { toProblem } from '@throughline/errors/problem';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import type { Intake } from '../lead/lead-insertion';
import { LeadRepository } from '../lead/lead.repository';
import { PoolRepository } from '../pool/pool.repository';
import type { ImportMapping } from './import-mapping';
import type { Tools } from './import-writer';
import { ImportWriter } from './import-writer';
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

/**
 * Takes in a file of leads. Each batch is one transaction with its leads, keys, events, audit and report, so a crash leaves a report that says how far
 * it came, and running the file again creates nothing twice: what is there is found by its keys.
 */
@Injectable()
export class ImportLeadsCommand implements Tools {
  constructor(
    readonly transaction: TransactionRunner,
    readonly leads: LeadRepository,
    readonly imports: ImportRepository,
    readonly outbox: Outbox,
    private readonly pools: PoolRepository,
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
    const writer = new ImportWriter(this, intake, command.dryRun);
    let rowNo = 0;
    try {
      // The next batch is read and mapped while the last ones are written.
      for await (const cells of batches(opened.rows, BATCH)) {
        await writer.write(cells.map((row) => ({ rowNo: (rowNo += 1), row: opened.mapper.map(row) })));
      }
      await writer.finish();
      if (rowNo === 0) throw importErrors.empty();
    } catch (error) {
      await writer.finish().catch(() => undefined);
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
