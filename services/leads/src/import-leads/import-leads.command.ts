import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { toProblem } from '@throughline/errors/problem';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import { AssignmentLines } from '../assignment/assignment-lines';
import { IntakeRules } from '../intake/intake-rules';
import { LeadScoring } from '../intake/lead-scoring';
import { RecordBlocks } from '../duplicates/record-blocks';
import { ScreenImport } from '../duplicates/screen-import';
import type { ImportFile, OpenedFile } from '../import-file/open-file';
import { openFile } from '../import-file/open-file';
import type { Intake } from '../lead/lead-insertion';
import { LeadRepository } from '../lead/lead.repository';
import { PoolRepository } from '../pool/pool.repository';
import type { ImportMapping } from './import-mapping';
import type { Tools } from './import-writer';
import { ImportWriter } from './import-writer';
import { importErrors } from '../import-file/import.errors';
import { ImportHoldsRepository } from './import-holds.repository';
import type { ImportJob, ImportTurn } from './import.repository';
import { ImportRepository } from './import.repository';
import type { OwnerResolver } from './imported-owners';
import { ImportedOwners } from './imported-owners';
import { RowMapper } from './map-row';

export interface ImportLeads {
  file: ImportFile;
  mapping: ImportMapping;
  poolId?: string | undefined;
  /** Says what would happen; no lead is written, only the report. */
  dryRun: boolean;
}

/** A file whose header has every column that its mapping names. */
interface MappedFile extends OpenedFile {
  mapper: RowMapper;
}
interface Started {
  turn: ImportTurn;
  intake: Intake;
  ownerOf: OwnerResolver;
}

/** Rows that one file may have. */
const MAX_ROWS = { csv: 1_000_000, xlsx: 200_000 };
/** Rows written in one transaction. */
const BATCH = 1_000;

/**
 * Takes in a file of leads. Each batch is one transaction with its leads, keys, events, audit and report, so a crash leaves a report that says how far
 * it came. The same file sent again goes on there, and its report becomes what it would have been; once it was finished, it creates nothing twice: what
 * is there is found by its keys.
 */
@Injectable()
export class ImportLeadsCommand implements Tools {
  constructor(
    readonly transaction: TransactionRunner,
    readonly leads: LeadRepository,
    readonly imports: ImportRepository,
    readonly outbox: Outbox,
    readonly assignment: AssignmentLines,
    readonly rules: IntakeRules,
    readonly scoring: LeadScoring,
    readonly owners: ImportedOwners,
    readonly blocks: RecordBlocks,
    private readonly holds: ImportHoldsRepository,
    private readonly pools: PoolRepository,
    private readonly screen: ScreenImport,
  ) {}

  /**
   * @returns id of the report
   * @throws import.column_missing, import.encoding, import.unreadable, import.empty, import.too_many_rows (each with data.importId once rows were read),
   * pool.*, access.denied
   */
  async execute(command: ImportLeads, by: Principal): Promise<string> {
    access.require(by, 'import', 'lead');
    const file = await openFile(command.file, command.mapping, MAX_ROWS);
    const opened = { ...file, mapper: new RowMapper(command.mapping, file.header) };
    const started = await this.start(command, opened, by);
    try {
      return await this.write(command, opened, started, by);
    } finally {
      await this.holds.release(started.turn.id);
    }
  }

  private async write(command: ImportLeads, opened: MappedFile, { intake, turn, ownerOf }: Started, by: Principal): Promise<string> {
    const screening = command.dryRun ? undefined : this.screen.whileWriting(turn.id, by.personId);
    // Rows are looked at in their order: where an import goes on and some of before may have been left, all of them in the end.
    const writer = new ImportWriter(this, intake, turn, command.dryRun, by, turn.rowsRead === 0 ? screening?.written : undefined);
    let rowNo = 0;
    try {
      // The next batch is read and mapped while the last ones are written.
      for await (const cells of batches(opened.rows, BATCH)) {
        const numbered = cells.map((row) => ({ rowNo: (rowNo += 1), row })).filter((row) => row.rowNo > turn.rowsRead);
        if (numbered.length > 0) await writer.write(numbered.map(({ rowNo: no, row }) => ({ rowNo: no, row: ownerOf(opened.mapper.map(row)) })));
        await screening?.keepUp();
      }
      await writer.finish();
      if (rowNo === 0) throw importErrors.empty();
    } catch (error) {
      await writer.finish().catch(() => undefined);
      await screening?.pause();
      throw await this.failed(turn, error);
    }
    await this.transaction.run((tx) => this.imports.written(tx, turn));
    await screening?.finish();
    await this.transaction.run((tx) => this.imports.finish(tx, turn));
    return turn.id;
  }

  private async start({ file, mapping, poolId, dryRun }: ImportLeads, { format, encoding, mapper }: MappedFile, by: Principal): Promise<Started> {
    const { name: fileName, sha256 } = file;
    const { pool, ownerOf } = await this.transaction.read(async (tx) => ({ pool: await this.pools.open(tx, poolId), ownerOf: await this.owners.resolver(tx, mapper, by) }));
    const who = { startedBy: by.personId, orgPath: by.unitPath };
    const job = { id: uuidv7(), poolId: pool.id, fileName, sha256, format, encoding, mapping, dryRun, ...who };
    const turn = (await this.unfinished(job)) ?? (await this.held(job.id, (tx) => this.imports.start(tx, job)))!;
    const intake = { poolId: pool.id, orgPath: pool.orgPath, policyVersion: pool.policyVersion, importId: turn.id, capturedBy: by.personId };
    return { turn, intake, ownerOf };
  }

  /** The import of the same file that nobody is writing any more. */
  private async unfinished(job: ImportJob): Promise<ImportTurn | undefined> {
    for (const importId of await this.transaction.read((tx) => this.imports.unfinished(tx, job))) {
      const turn = await this.held(importId, (tx) => this.imports.takeUp(tx, importId));
      if (turn) return turn;
    }
    return undefined;
  }

  /** Holds the import before it begins, and until its end unless it does not begin. */
  private async held(importId: string, begin: (tx: Tx) => Promise<ImportTurn | undefined>): Promise<ImportTurn | undefined> {
    if (!(await this.holds.take(importId))) return undefined;
    let turn: ImportTurn | undefined;
    try {
      turn = await this.transaction.run(begin);
    } finally {
      if (!turn) await this.holds.release(importId);
    }
    return turn;
  }

  /** Notes in the report why the import stopped, and gives the problem the report's id. */
  private async failed(turn: ImportTurn, error: unknown): Promise<unknown> {
    const told = error instanceof ThroughlineError ? withData(error, { importId: turn.id }) : error;
    await this.transaction.run((tx) => this.imports.finish(tx, turn, toProblem(told))).catch(() => undefined);
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
