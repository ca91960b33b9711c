import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import { importErrors } from '../import-file/import.errors';
import type { ImportFile } from '../import-file/open-file';
import { openFile } from '../import-file/open-file';
import { companyKey } from '../lead/normalise';
import type { KnownAccount } from './account-import.repository';
import { AccountImportRepository } from './account-import.repository';
import { placed } from './account-links';
import type { Placed } from './account-links';
import type { AccountMapping } from './account-mapping';
import { AccountImportWriter } from './account-import-writer';
import type { AccountImportRow } from './import-accounts.dto';
import type { MappedAccount, RefusedAccount } from './map-account-row';
import { AccountRowMapper, isRefused } from './map-account-row';

export interface ImportAccounts {
  file: ImportFile;
  mapping: AccountMapping;
  /** Says what would happen; only the report is written. */
  dryRun: boolean;
}

/** Rows that one file may have; they are held in memory. */
const MAX_ROWS = { csv: 20_000, xlsx: 20_000 };

/** Thrown to undo a dry run. */
class Undone extends Error {
  constructor(readonly rows: AccountImportRow[]) {
    super('A dry run is undone.');
  }
}

/**
 * Takes in a customer base with its tree, as a whole or not at all. An account is known again by its id in the file's system, or its name where the
 * file has none, so running the file again creates nothing twice: it fills in what is not known and overwrites nothing.
 */
@Injectable()
export class ImportAccountsCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly imports: AccountImportRepository,
    private readonly writer: AccountImportWriter,
  ) {}

  /**
   * @returns id of the report
   * @throws import.encoding, import.unreadable, import.empty, import.too_many_rows, import.column_missing, account.too_deep, access.denied
   */
  async execute({ file, mapping, dryRun }: ImportAccounts, by: Principal): Promise<string> {
    access.require(by, 'import', 'account');
    const mapped = await readAccounts(file, mapping);
    const importId = uuidv7();
    const write = async (tx: Tx, rows: AccountImportRow[]) => {
      const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
      const totals = { rowsRead: rows.length, created: count('created'), merged: count('merged'), refused: count('refused') };
      const linked = rows.filter(({ parent }) => parent === 'linked').length;
      const head = { importId, fileName: file.name, fileSha256: file.sha256, mapping: mapping.name, dryRun, totals, linked, by: by.personId, orgPath: by.unitPath };
      await this.imports.write(tx, head, rows);
    };
    if (!dryRun) {
      await this.transaction.run(async (tx) => write(tx, await this.take(tx, importId, mapping, mapped, by)));
    } else {
      const rows = await this.wouldBe(importId, mapping, mapped, by);
      await this.transaction.run((tx) => write(tx, rows));
    }
    return importId;
  }

  /** Does it all and undoes it: what is said is what would have happened. */
  private async wouldBe(importId: string, mapping: AccountMapping, mapped: readonly (MappedAccount | RefusedAccount)[], by: Principal): Promise<AccountImportRow[]> {
    try {
      return await this.transaction.run(async (tx) => {
        throw new Undone(await this.take(tx, importId, mapping, mapped, by));
      });
    } catch (error) {
      if (!(error instanceof Undone)) throw error;
      return error.rows.map((row) => (row.outcome === 'created' ? { ...row, accountId: null } : row));
    }
  }

  private async take(tx: Tx, importId: string, mapping: AccountMapping, mapped: readonly (MappedAccount | RefusedAccount)[], by: Principal): Promise<AccountImportRow[]> {
    await this.imports.takeTurn(tx);
    const good = mapped.filter((row): row is MappedAccount => !isRefused(row));
    const keys = [...new Set(good.flatMap(({ name, externalId, parent }) => [externalId, companyKey(name), parent, companyKey(parent)]).filter((key) => key !== null))];
    const known = await this.imports.known(tx, mapping.system, keys, by);
    const { first, repeated, hidden } = sorted(good, known);
    const places = placed(first.map((row) => withAccount(row, known)), known);
    const outcomes = await this.writer.write(tx, { places, importId, system: mapping.system }, by);
    const byKey = new Map(places.map((place) => [place.row.externalId, place]));
    return [
      ...mapped.filter(isRefused).map((row) => ({ ...row, outcome: 'refused' as const, accountId: null, parent: null })),
      ...hidden.map((row) => refused(row, 'account.duplicate')),
      ...outcomes,
      ...repeated.map((row) => again(row, byKey.get(row.externalId)!, outcomes)),
    ].sort((a, b) => a.rowNo - b.rowNo);
  }
}

async function readAccounts(file: ImportFile, mapping: AccountMapping): Promise<(MappedAccount | RefusedAccount)[]> {
  const { header, rows } = await openFile(file, mapping, MAX_ROWS);
  const mapper = new AccountRowMapper(mapping, header);
  const mapped: (MappedAccount | RefusedAccount)[] = [];
  for await (const block of rows) for (const cells of block) mapped.push(mapper.map(cells, mapped.length + 1));
  if (mapped.length === 0) throw importErrors.empty();
  return mapped;
}

/** Rows that are the first of their account, such that repeat it, and such that name one that the importer may not see. */
function sorted(rows: readonly MappedAccount[], known: readonly KnownAccount[]) {
  const seen = new Set<string>();
  const unseen = new Set(known.filter(({ visible, externalId }) => !visible && externalId !== null).map(({ externalId }) => externalId));
  const hidden = rows.filter(({ externalId }) => unseen.has(externalId));
  const open = rows.filter(({ externalId }) => !unseen.has(externalId));
  const first = open.filter(({ externalId }) => !seen.has(externalId) && seen.add(externalId));
  return { first, hidden, repeated: open.filter((row) => !first.includes(row)) };
}

function withAccount(row: MappedAccount, known: readonly KnownAccount[]) {
  const there = known.find(({ externalId }) => externalId === row.externalId);
  return { row, id: there?.id ?? uuidv7(), known: there };
}

function refused({ rowNo, name }: MappedAccount, code: string): AccountImportRow {
  return { rowNo, outcome: 'refused', name, accountId: null, code, field: null, parent: null };
}

/** A row that repeats an earlier one of the file shares what became of that. */
function again(row: MappedAccount, { row: first }: Placed, outcomes: readonly AccountImportRow[]): AccountImportRow {
  const { outcome, accountId, code, field } = outcomes.find(({ rowNo }) => rowNo === first.rowNo)!;
  return { rowNo: row.rowNo, outcome: outcome === 'refused' ? 'refused' : 'merged', name: row.name, accountId, code, field, parent: null };
}
