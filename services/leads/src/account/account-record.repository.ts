import { Injectable } from '@nestjs/common';
import { brokenConstraint } from '@throughline/persistence/database-errors';
import type { Tx } from '@throughline/persistence/transaction';
import { updateVersioned } from '@throughline/persistence/update-versioned';
import { Not } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { companyKey } from '../lead/normalise';
import { Account } from './account.entity';
import { accountErrors } from './account.errors';

/** Version that a loaded account had in its row. */
const read = new WeakMap<Account, number>();
/** One that was merged into another is nobody's any more. */
const STANDING = `account.status <> 'merged'`;
const OWNED = `account.owner_id = :ownerId AND ${STANDING}`;
const UNIQUE = new Set(['account_credit_code', 'account_company', 'account_external_key']);

/** Loads and writes accounts as a whole. */
@Injectable()
export class AccountRecords {
  /** @throws account.not_found */
  async lock(tx: Tx, id: string): Promise<Account> {
    const [account] = await this.lockAll(tx, [id]);
    if (!account) throw accountErrors.not_found();
    return account;
  }

  /** In the order of their ids, so that two who lock the same ones never wait for each other. */
  lockAll(tx: Tx, ids: readonly string[], onLocked?: 'skip_locked'): Promise<Account[]> {
    return this.locked(tx, 'account.id = ANY (:ids)', { ids }, onLocked);
  }

  /** The next ones behind an id, in the order of their ids. */
  lockNext(tx: Tx, after: string | null, limit: number): Promise<Account[]> {
    return this.locked(tx, after === null ? STANDING : `${STANDING} AND account.id > :after`, { after }, undefined, limit);
  }

  async count(tx: Tx): Promise<number> {
    return tx.manager.countBy(Account, { status: Not('merged') });
  }

  /** Those of the ids of which there is no account. */
  async missing(tx: Tx, ids: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }>('SELECT id FROM unnest($1::uuid[]) AS asked(id) WHERE NOT EXISTS (SELECT FROM account a WHERE a.id = asked.id)', [ids]);
    return rows.map(({ id }) => id);
  }

  /** Everything that a person owns, at most `limit`, beyond the account `after`. */
  ownedBy(tx: Tx, ownerId: string, after: string | null, limit: number): Promise<Account[]> {
    const condition = after === null ? OWNED : `${OWNED} AND account.id > :after`;
    return this.locked(tx, condition, { ownerId, after }, undefined, limit);
  }

  /** Where an account is to be found now: one that was merged into another is that one. */
  async standing(tx: Tx, id: string): Promise<string> {
    const [row] = await tx.query<{ id: string }>('SELECT standing_account($1) AS id', [id]);
    return row!.id;
  }

  /** The account, or the one that it was merged into. @throws account.not_found */
  async find(tx: Tx, id: string): Promise<Account> {
    const account = await tx.manager.createQueryBuilder(Account, 'account').where('account.id = standing_account(:id)', { id }).getOne();
    if (!account) throw accountErrors.not_found();
    return account;
  }

  /** @throws account.duplicate, account.too_deep, account.parent_unknown */
  async insert(tx: Tx, account: Account): Promise<void> {
    await tx
      .query(
        `INSERT INTO account (id, name, name_key, credit_code, domain, country, owner_id, org_path, lead_id, created_at, visits_since, version, status,
           sector, city, website, phone, employees, established, revenue, revenue_currency, key_account, potential, potential_currency, external_system,
           external_id, parent_id, parent_depth)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, 1, 'active', $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24::uuid,
           CASE WHEN $24::uuid IS NULL THEN NULL ELSE coalesce((SELECT depth FROM account WHERE id = $24), 1) END)`,
        [
          account.id, account.name, companyKey(account.name), account.creditCode, account.domain, account.country, account.ownerId, account.orgPath,
          account.leadId, account.createdAt, account.sector, account.city, account.website, account.phone, account.employees, account.established,
          account.revenue, account.revenueCurrency, account.keyAccount, account.potential, account.potentialCurrency, account.externalSystem,
          account.externalId, account.parentId,
        ],
      )
      .catch(asRefusal);
    read.set(account, 1);
  }

  /** Writes what verbs may change, if nobody wrote in between. @throws concurrency.version_mismatch, account.duplicate */
  async save(tx: Tx, account: Account): Promise<void> {
    const before = read.get(account);
    if (before === undefined) throw new Error('Only an account that was locked can be saved.');
    await tx
      .query(
        `UPDATE account SET name = $3, name_key = $4, credit_code = $5, domain = $6, country = $7, city = $8, sector = $9, website = $10, phone = $11,
           employees = $12, established = $13, revenue = $14, revenue_currency = $15, key_account = $16, potential = $17, potential_currency = $18,
           owner_id = $19, org_path = $20, status = $21, churn_reason = $22, churned_at = $23, satisfaction = $24, version = $25 WHERE id = $1 AND version = $2
         RETURNING id`,
        [
          account.id, before, account.name, companyKey(account.name), account.creditCode, account.domain, account.country, account.city, account.sector,
          account.website, account.phone, account.employees, account.established, account.revenue, account.revenueCurrency, account.keyAccount,
          account.potential, account.potentialCurrency, account.ownerId, account.orgPath, account.status, account.churnReason, account.churnedAt,
          account.satisfaction, account.version,
        ],
      )
      .then((rows) => (rows.length > 0 ? undefined : updateVersioned(tx, 'account', account.id, before, {})))
      .catch(asRefusal);
    await this.saveStanding(tx, [account]);
    read.set(account, account.version);
  }

  /** Grade, visits and version of many, whose rows are locked. */
  async saveStanding(tx: Tx, accounts: readonly Account[]): Promise<void> {
    const rows = accounts.map((account) => ({
      id: account.id,
      version: account.version,
      grade: account.grade,
      grade_reasons: account.gradeReasons,
      grade_policy: account.gradePolicy,
      graded_at: account.gradedAt,
      regrade_at: account.regradeAt,
      visits_since: account.visitsSince,
      last_visit_at: account.lastVisitAt,
      visit_due_at: account.visitDueAt,
      visit_because: account.visitBecause,
      visit_steps: account.visitSteps,
      owner_id: account.ownerId,
      org_path: account.orgPath,
    }));
    await tx.query(
      `UPDATE account SET version = c.version, grade = c.grade, grade_reasons = c.grade_reasons, grade_policy = c.grade_policy, graded_at = c.graded_at,
         regrade_at = c.regrade_at, visits_since = c.visits_since, last_visit_at = c.last_visit_at, visit_due_at = c.visit_due_at,
         visit_because = c.visit_because, visit_steps = c.visit_steps, owner_id = c.owner_id, org_path = c.org_path
       FROM json_to_recordset($1::json) AS c(id uuid, version int, grade text, grade_reasons jsonb, grade_policy jsonb, graded_at timestamptz,
         regrade_at timestamptz, visits_since timestamptz, last_visit_at timestamptz, visit_due_at timestamptz, visit_because jsonb, visit_steps jsonb,
         owner_id uuid, org_path text) WHERE account.id = c.id`,
      [JSON.stringify(rows)],
    );
  }

  /** Whether another account has one of its keys. */
  async taken(tx: Tx, { id, name, creditCode, domain, externalSystem, externalId }: Account): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM account WHERE id <> $1 AND (credit_code = $2 OR (name_key = $3 AND domain = $4) OR (external_system = $5 AND external_id = $6)) LIMIT 1`,
      [id, creditCode, companyKey(name), domain, externalSystem, externalId],
    );
    return rows.length > 0;
  }

  /** The account and all above it. */
  async upwards(tx: Tx, id: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `WITH RECURSIVE up AS (SELECT id, parent_id FROM account WHERE id = $1 UNION ALL SELECT a.id, a.parent_id FROM account a JOIN up ON a.id = up.parent_id)
       SELECT id FROM up`,
      [id],
    );
    return rows.map((row) => row.id);
  }

  /** The account with all above and all below it. */
  async group(tx: Tx, id: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `WITH RECURSIVE down AS (SELECT id FROM account WHERE id = $1 UNION ALL SELECT a.id FROM account a JOIN down ON a.parent_id = down.id) SELECT id FROM down`,
      [id],
    );
    return [...(await this.upwards(tx, id)), ...rows.map((row) => row.id)];
  }

  async takeTurnToMove(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('account-tree', 0))`);
  }

  /** Puts the account, and all below it, under another parent. @throws account.too_deep, account.parent_unknown */
  async move(tx: Tx, id: string, parentId: string | null): Promise<void> {
    await tx
      .query(
        `UPDATE account SET parent_id = $2::uuid, parent_depth = CASE WHEN $2::uuid IS NULL THEN NULL ELSE coalesce((SELECT depth FROM account WHERE id = $2), 1) END
         WHERE id = $1`,
        [id, parentId],
      )
      .catch(asRefusal);
  }

  /** Who owned it from when: closes the open period and begins the next. */
  async changeOwner(tx: Tx, accounts: readonly Account[], reason: string | null, handOverId: string | null): Promise<void> {
    const ids = accounts.map(({ id }) => id);
    await tx.query('UPDATE account_ownership SET ended_at = $2 WHERE account_id = ANY ($1::uuid[]) AND ended_at IS NULL', [ids, tx.now]);
    await tx.query(
      `INSERT INTO account_ownership (id, account_id, owner_id, started_at, reason, hand_over_id)
       SELECT id, account_id, owner_id, $4, $5, $6 FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS o(id, account_id, owner_id)`,
      [ids.map(() => uuidv7()), ids, accounts.map(({ ownerId }) => ownerId), tx.now, reason, handOverId],
    );
  }

  /** Removes it with its contacts. @throws account.in_use */
  async remove(tx: Tx, id: string): Promise<void> {
    const [bound] = await tx.query(
      `SELECT 1 FROM account a WHERE a.id = $1 AND (
         EXISTS (SELECT FROM account c WHERE c.parent_id = a.id) OR EXISTS (SELECT FROM account_deal d WHERE d.account_id = a.id)
         OR EXISTS (SELECT FROM account_contract c WHERE c.account_id = a.id) OR EXISTS (SELECT FROM account_receipt r WHERE r.account_id = a.id)
         OR EXISTS (SELECT FROM account_partner p WHERE p.partner_id = a.id) OR EXISTS (SELECT FROM account_merge m WHERE m.into_id = a.id) OR EXISTS (SELECT FROM lead l WHERE l.account_id = a.id))`,
      [id],
    );
    if (bound) throw accountErrors.in_use();
    await tx.query('DELETE FROM duplicate_block WHERE record_id = $1', [id]);
    await tx.query('DELETE FROM contact WHERE account_id = $1', [id]);
    await tx.query('DELETE FROM account WHERE id = $1', [id]).catch((error: unknown) => {
      throw brokenConstraint(error) === undefined ? error : accountErrors.in_use({ cause: error });
    });
  }

  private async locked(tx: Tx, condition: string, parameters: object, onLocked?: 'skip_locked', limit?: number): Promise<Account[]> {
    const query = tx.manager.createQueryBuilder(Account, 'account').where(condition, parameters).orderBy('account.id').setLock('pessimistic_write');
    if (onLocked) query.setOnLocked(onLocked);
    if (limit !== undefined) query.limit(limit);
    const accounts = await query.getMany();
    for (const account of accounts) read.set(account, account.version);
    return accounts;
  }
}

/** What the tables refuse, in our words. */
function asRefusal(error: unknown): never {
  const constraint = brokenConstraint(error) ?? '';
  if (UNIQUE.has(constraint)) throw accountErrors.duplicate({ cause: error });
  if (constraint === 'account_at_most_four_levels') throw accountErrors.too_deep({ cause: error });
  // Its own descendant as parent: the depth that it had is gone when the keys are looked at.
  if (constraint === 'account_parent') throw accountErrors.too_deep({ cause: error });
  throw error;
}
