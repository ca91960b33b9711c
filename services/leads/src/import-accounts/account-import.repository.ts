import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import type { Account } from '../account/account.entity';
import { importErrors } from '../import-file/import.errors';
import { companyKey } from '../lead/normalise';
import { accountScope } from '../read-scope';
import type { AccountImport, AccountImportRow } from './import-accounts.dto';

/** An account that an import may link to or fill in. */
export interface KnownAccount {
  id: string;
  externalId: string | null;
  nameKey: string | null;
  parentId: string | null;
  depth: number;
  /** Levels below it, itself included. */
  height: number;
  /** Whether the importer may see it: only such ones are filled in or linked to. */
  visible: boolean;
}
export type ImportHead = Pick<AccountImport, 'importId' | 'fileName' | 'fileSha256' | 'mapping' | 'dryRun' | 'totals'> & { linked: number; by: string; orgPath: string };

/** Accounts as an import writes them, and its report. */
@Injectable()
export class AccountImportRepository {
  /** One import of accounts at a time: two of the same file would each miss what the other is about to write. */
  async takeTurn(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('account-import', 0))`);
  }

  /** Accounts of this system with these ids, and others by the key of their name; what was merged into another is that one. */
  async known(tx: Tx, system: string, keys: readonly string[], by: Principal): Promise<KnownAccount[]> {
    const scope = accountScope(by, tx.now, 3);
    return tx.query<KnownAccount>(
      `SELECT a.id, CASE WHEN k.external_system = $1 THEN k.external_id END AS "externalId", k.name_key AS "nameKey", a.parent_id AS "parentId", a.depth,
         (WITH RECURSIVE part AS (SELECT a.id, 1 AS level UNION ALL SELECT c.id, p.level + 1 FROM account c JOIN part p ON c.parent_id = p.id)
          SELECT max(level) FROM part) AS height, ${scope.sql} AS visible
       FROM account k JOIN account a ON a.id = standing_account(k.id)
       WHERE (k.external_system = $1 AND k.external_id = ANY ($2::text[])) OR k.name_key = ANY ($2::text[]) ORDER BY a.id`,
      [system, keys, ...scope.params],
    );
  }

  /** Writes new accounts whose parents are there. @returns ids of those that were written; the others are somebody's already */
  async insertAll(tx: Tx, accounts: readonly Account[], depthOfParent: (account: Account) => number | null, importId: string): Promise<Set<string>> {
    const rows = accounts.map((account) => ({
      id: account.id, name: account.name, name_key: companyKey(account.name), credit_code: account.creditCode, domain: account.domain, country: account.country,
      owner_id: account.ownerId, org_path: account.orgPath, sector: account.sector, city: account.city, website: account.website, phone: account.phone,
      employees: account.employees, established: account.established, revenue: account.revenue, revenue_currency: account.revenueCurrency,
      key_account: account.keyAccount, potential: account.potential, potential_currency: account.potentialCurrency,
      external_system: account.externalSystem, external_id: account.externalId, parent_id: account.parentId, parent_depth: depthOfParent(account),
    }));
    const written = await tx.query<{ id: string }>(
      `INSERT INTO account (id, name, name_key, credit_code, domain, country, owner_id, org_path, created_at, visits_since, version, sector, city, website, phone,
         employees, established, revenue, revenue_currency, key_account, potential, potential_currency, external_system, external_id, parent_id,
         parent_depth, import_id)
       SELECT id, name, name_key, credit_code, domain, country, owner_id, org_path, $2, $2, 1, sector, city, website, phone, employees, established, revenue,
         revenue_currency, key_account, potential, potential_currency, external_system, external_id, parent_id, parent_depth, $3
       FROM json_to_recordset($1::json) AS r(id uuid, name text, name_key text, credit_code text, domain text, country text, owner_id uuid, org_path text,
         sector text, city text, website text, phone text, employees int, established int, revenue numeric, revenue_currency char(3), key_account boolean,
         potential numeric, potential_currency char(3), external_system text, external_id text, parent_id uuid, parent_depth smallint)
       ON CONFLICT DO NOTHING RETURNING id`,
      [JSON.stringify(rows), tx.now, importId],
    );
    return new Set(written.map(({ id }) => id));
  }

  async write(tx: Tx, head: ImportHead, rows: readonly AccountImportRow[]): Promise<void> {
    const { rowsRead, created, merged, refused } = head.totals;
    await tx.query(
      `INSERT INTO account_import (id, file_name, file_sha256, mapping, dry_run, rows_read, created, merged, refused, linked, imported_by, org_path, imported_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [head.importId, head.fileName, head.fileSha256, head.mapping, head.dryRun, rowsRead, created, merged, refused, head.linked, head.by, head.orgPath, tx.now],
    );
    await tx.query(
      `INSERT INTO account_import_row (import_id, row_no, outcome, name, account_id, code, field, parent)
       SELECT $1, "rowNo", outcome, name, "accountId", code, field, parent
       FROM json_to_recordset($2::json) AS r("rowNo" int, outcome text, name text, "accountId" uuid, code text, field text, parent text)`,
      [head.importId, JSON.stringify(rows)],
    );
  }

  /** @throws import.not_found */
  async report(tx: Tx, importId: string): Promise<AccountImport & { orgPath: string; by: string }> {
    const [head] = await tx.query(
      `SELECT id AS "importId", file_name AS "fileName", file_sha256 AS "fileSha256", mapping, dry_run AS "dryRun", imported_at AS "importedAt",
         json_build_object('rowsRead', rows_read, 'created', created, 'merged', merged, 'refused', refused) AS totals, org_path AS "orgPath", imported_by AS by,
         (SELECT json_build_object('linked', count(*) FILTER (WHERE parent = 'linked'), 'kept', count(*) FILTER (WHERE parent = 'kept'),
            'unknown', count(*) FILTER (WHERE parent = 'unknown'), 'tooDeep', count(*) FILTER (WHERE parent = 'too-deep'))
          FROM account_import_row WHERE import_id = i.id) AS parents,
         coalesce((SELECT json_agg(json_build_object('code', code, 'field', field, 'rows', rows) ORDER BY rows DESC, code, field) FROM (
            SELECT code, field, count(*) AS rows FROM account_import_row WHERE import_id = i.id AND outcome = 'refused' GROUP BY 1, 2) AS r), '[]') AS refusals
       FROM account_import i WHERE id = $1`,
      [importId],
    );
    if (!head) throw importErrors.not_found();
    const { importedAt, ...rest } = head as Omit<AccountImport, 'importedAt'> & { orgPath: string; by: string; importedAt: Date };
    return { ...rest, importedAt: importedAt.toISOString() };
  }

  rows(tx: Tx, importId: string, after: number, limit: number): Promise<AccountImportRow[]> {
    return tx.query<AccountImportRow>(
      `SELECT row_no AS "rowNo", outcome, name, account_id AS "accountId", code, field, parent FROM account_import_row
       WHERE import_id = $1 AND row_no > $2 ORDER BY row_no LIMIT $3`,
      [importId, after, limit],
    );
  }
}
