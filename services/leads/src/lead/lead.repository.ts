import type { Principal } from '@throughline/access/principal';
import { Inject, Injectable } from '@nestjs/common';
import { concurrencyErrors } from '@throughline/errors/common-errors';
import { textColumn } from '@throughline/persistence/columns';
import { preparedQuery } from '@throughline/persistence/open-transaction';
import { sharedLook } from '@throughline/persistence/shared-look';
import type { Tx, WriteTx } from '@throughline/persistence/transaction';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { remindedAs, saveManySql, saveOneSql, saveRemindedSql, savedAs, savedOne } from './lead-changes';
import { KEY_STRENGTH } from './lead-keys';
import type { LeadKey } from './lead-keys';
import { Lead } from './lead.entity';
import type { Intake, NewLead } from './lead-insertion';
import { insertion, insertionOfOne, keyColumns } from './lead-insertion';
import { assignableScope, transferScope } from '../read-scope';
import { leadErrors } from './lead.errors';
import type { LeadStatus } from './lead.transitions';

export interface KeyHolder {
  leadId: string;
  kind: LeadKey['kind'];
  value: string;
}

interface PeekedLead {
  id: string;
  status: LeadStatus;
  poolId: string;
}

@Injectable()
export class LeadRepository {
  private readonly columns: string;
  private readonly look = sharedLook(async (ids) => {
    const pool = (this.dataSource.driver as unknown as { master: Pool }).master;
    const { rows } = await pool.query<PeekedLead>({ name: 'leads-peek', text: 'SELECT id, status, pool_id AS "poolId" FROM lead WHERE id = ANY($1::uuid[])', values: [ids] });
    return new Map(rows.map((row) => [row.id, row]));
  });

  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {
    this.columns = leadColumns(dataSource, 'lead');
  }

  /** State of a lead without a transaction and without a lock: turns most losers of a rush away, many in one round trip. */
  async peek(id: string): Promise<PeekedLead | undefined> {
    return this.look(id.toLowerCase());
  }

  /** @throws lead.not_found */
  async find(tx: Tx, id: string): Promise<Lead> {
    return onlyOne(await tx.query(`SELECT ${this.columns} FROM lead WHERE id = $1`, [id]));
  }

  /** The lead, or the one that it was merged into. @throws lead.not_found */
  async standing(tx: Tx, id: string): Promise<Lead> {
    return onlyOne(await tx.query(`SELECT ${this.columns} FROM lead WHERE id = standing_lead($1)`, [id]));
  }

  /** Under a row lock until the transaction ends. @throws lead.not_found */
  async lock(tx: Tx, id: string): Promise<Lead> {
    return onlyOne(await preparedQuery(tx, 'lead-lock', `SELECT ${this.columns} FROM lead WHERE id = $1 FOR UPDATE`, [id]));
  }

  /** Those of the leads that nobody else holds locked, in the order of their ids. */
  async lockFree(tx: Tx, ids: readonly string[]): Promise<Lead[]> {
    return asLeads(await tx.query(`SELECT ${this.columns} FROM lead WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE SKIP LOCKED`, [ids]));
  }

  /** The pool of each lead that is there. */
  async poolsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.query<{ id: string; poolId: string }>('SELECT id, pool_id AS "poolId" FROM lead WHERE id = ANY($1::uuid[])', [ids]);
    return new Map(rows.map(({ id, poolId }) => [id, poolId]));
  }

  /** Locks those that are free, waiting for each in the order of their ids. */
  async holdFree(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx.query(`SELECT 1 FROM lead WHERE id = ANY($1::uuid[]) AND status = 'available' ORDER BY id FOR UPDATE`, [ids]);
  }

  /** Leads that somebody owns and `by` may give to another, the lowest ids first. Index: lead_owner. */
  async ownedIds(tx: Tx, { ownerId, poolId, grade }: { ownerId: string; poolId?: string | undefined; grade?: string | undefined }, limit: number, by: Principal): Promise<string[]> {
    const scope = transferScope(by, 5);
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM lead WHERE owner_id = $1 AND status = 'owned' AND ($2::uuid IS NULL OR pool_id = $2) AND ($3::text IS NULL OR grade = $3) AND ${scope.sql} ORDER BY id LIMIT $4`,
      [ownerId, poolId ?? null, grade ?? null, limit, ...scope.params],
    );
    return rows.map(({ id }) => id);
  }

  /** The longest-waiting free leads of a pool that `by` may give away, locked. */
  async lockAvailable(tx: Tx, poolId: string, count: number, by: Principal): Promise<Lead[]> {
    const scope = assignableScope(by, 3);
    const sql = `SELECT ${this.columns} FROM lead WHERE pool_id = $1 AND status = 'available' AND ${scope.sql} ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED`;
    return asLeads(await tx.query(sql, [poolId, count, ...scope.params]));
  }

  /** Leads and their keys. Breaks `lead_key_unique` when a key is taken, also by a transaction that commits meanwhile. */
  async insert(tx: WriteTx, intake: Intake, leads: readonly NewLead[]): Promise<void> {
    await tx.write(leads.length === 1 ? insertionOfOne(intake, leads[0]!) : insertion(intake, leads));
  }

  /** Further keys of leads that are there; a key that another lead has stays with it. */
  async addKeys(tx: Tx, leads: readonly Pick<NewLead, 'id' | 'keys'>[]): Promise<void> {
    const { kinds, values, owners } = keyColumns(leads);
    await tx.query(
      `INSERT INTO lead_key (kind, value, lead_id) SELECT kind, value, lead_id
       FROM unnest($1::text[], $2::text[], $3::uuid[]) AS k(kind, value, lead_id) ORDER BY kind, value ON CONFLICT DO NOTHING`,
      [kinds, values, owners],
    );
  }

  /**
   * Writes what the verbs of locked leads have changed, all or nothing.
   * @throws concurrency.version_mismatch when one is not at the version before its change: it was not locked
   */
  async save(tx: Tx, leads: readonly Lead[]): Promise<void> {
    const [first] = leads;
    if (!first) return;
    const rows =
      leads.length === 1
        ? await preparedQuery(tx, 'lead-save', saveOneSql, savedOne(first))
        : await tx.query(saveManySql, [savedAs(leads)]);
    if (rows.length !== leads.length) throw concurrencyErrors.version_mismatch();
  }

  /** The same for leads of which nothing has changed but the steps on the way to their end. */
  async saveReminded(tx: Tx, leads: readonly Lead[]): Promise<void> {
    if (leads.length === 0) return;
    const rows = await preparedQuery(tx, 'leads-save-reminded', saveRemindedSql, [remindedAs(leads)]);
    if (rows.length !== leads.length) throw concurrencyErrors.version_mismatch();
  }

  /** Which of the keys are taken, and by which lead. */
  async holders(tx: Tx, keys: readonly LeadKey[]): Promise<KeyHolder[]> {
    if (keys.length === 0) return [];
    return tx.query<KeyHolder>(
      // LIMIT 1 keeps the planner on the unique index: for a plain join it reads tables of up to some 100,000 leads from end to end for each batch.
      `SELECT standing_lead(k.lead_id) AS "leadId", k.kind, k.value FROM unnest($1::text[], $2::text[]) AS asked(kind, value)
       CROSS JOIN LATERAL (SELECT * FROM lead_key WHERE lead_key.kind = asked.kind AND lead_key.value = asked.value LIMIT 1) AS k`,
      [textColumn(keys.map(({ kind }) => kind)), textColumn(keys.map(({ value }) => value))],
    );
  }
}

/** All columns of a lead, named like the properties of the entity. */
export function leadColumns(dataSource: DataSource, row: string): string {
  return dataSource.getMetadata(Lead).columns.map(({ databaseName, propertyName }) => `${row}.${databaseName} AS "${propertyName}"`).join(', ');
}

function asLeads(rows: object[]): Lead[] {
  return rows.map((row) => Object.assign(new Lead(), row));
}

/** @throws lead.not_found */
function onlyOne(rows: object[]): Lead {
  if (!rows[0]) throw leadErrors.not_found();
  return Object.assign(new Lead(), rows[0]);
}

/** The strongest of the matching keys decides which lead a duplicate belongs to. */
export function strongest(holders: readonly KeyHolder[]): KeyHolder | undefined {
  if (holders.length < 2) return holders[0];
  return [...holders].sort((a, b) => KEY_STRENGTH.indexOf(a.kind) - KEY_STRENGTH.indexOf(b.kind))[0];
}
