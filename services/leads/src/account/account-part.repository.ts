import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { v7 as uuidv7 } from 'uuid';
import { accountErrors } from './account.errors';

/** What hangs on an account: team, visits, partners, people, wallet, satisfaction, churn. The account's own row is locked by whoever writes. */
@Injectable()
export class AccountParts {
  /** @throws account.contact_unknown */
  async requireContacts(tx: Tx, accountId: string, contactIds: readonly string[]): Promise<void> {
    if (contactIds.length === 0) return;
    const rows = await tx.query<{ id: string }>('SELECT id FROM contact WHERE account_id IN (SELECT merged_accounts($1)) AND id = ANY ($2::uuid[])', [accountId, contactIds]);
    const unknown = contactIds.filter((id) => !rows.some((row) => row.id === id));
    if (unknown.length > 0) throw accountErrors.contact_unknown({ data: { unknown } });
  }

  async addVisit(
    tx: Tx,
    visit: { id: string; accountId: string; kind: string; purpose: string; outcome: string | null; contactIds: string[]; visitedAt: Date; by: string },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO account_visit (id, account_id, kind, purpose, outcome, contact_ids, visited_by, visited_at, recorded_by, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6::uuid[], $7, $8, $9, $10)`,
      [visit.id, visit.accountId, visit.kind, visit.purpose, visit.outcome, visit.contactIds, visit.by, visit.visitedAt, visit.by, tx.now],
    );
  }

  /** @returns whether anything is different */
  async setTeam(tx: Tx, place: { accountId: string; personId: string; access: string; role: string | null; until: Date | null; by: string }): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO account_team AS t (account_id, person_id, access, role, until, added_by, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (account_id, person_id) DO UPDATE SET access = excluded.access, role = excluded.role, until = excluded.until
       WHERE (t.access, t.role, t.until) IS DISTINCT FROM (excluded.access, excluded.role, excluded.until) RETURNING 1`,
      [place.accountId, place.personId, place.access, place.role, place.until, place.by, tx.now],
    );
    return rows.length > 0;
  }

  async leaveTeam(tx: Tx, accountId: string, personId: string): Promise<boolean> {
    const rows = await tx.query('WITH gone AS (DELETE FROM account_team WHERE account_id = $1 AND person_id = $2 RETURNING 1) SELECT * FROM gone', [accountId, personId]);
    return rows.length > 0;
  }

  /** Takes out whose time is over. @returns the people, by account */
  async expireTeams(tx: Tx, accountIds: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await tx.query<{ accountId: string; people: string[] }>(
      `WITH gone AS (DELETE FROM account_team WHERE account_id = ANY ($1::uuid[]) AND until <= $2 RETURNING account_id, person_id)
       SELECT account_id AS "accountId", array_agg(person_id ORDER BY person_id) AS people FROM gone GROUP BY account_id`,
      [accountIds, tx.now],
    );
    return new Map(rows.map(({ accountId, people }) => [accountId, people]));
  }

  /** People of the team whose time is not over, for reminders. */
  async team(tx: Tx, accountId: string): Promise<string[]> {
    const rows = await tx.query<{ personId: string }>(
      'SELECT person_id AS "personId" FROM account_team WHERE account_id = $1 AND (until IS NULL OR until > $2) ORDER BY person_id',
      [accountId, tx.now],
    );
    return rows.map(({ personId }) => personId);
  }

  async partnerKnown(tx: Tx, partnerId: string): Promise<boolean> {
    return (await tx.query('SELECT 1 FROM account WHERE id = $1', [partnerId])).length > 0;
  }

  async linkPartner(tx: Tx, link: { accountId: string; partnerId: string; role: string; since: string; note: string | null; by: string }): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO account_partner (account_id, partner_id, role, since, note, added_by) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING RETURNING 1`,
      [link.accountId, link.partnerId, link.role, link.since, link.note, link.by],
    );
    return rows.length > 0;
  }

  async unlinkPartner(tx: Tx, accountId: string, partnerId: string, role: string): Promise<boolean> {
    const rows = await tx.query(
      'WITH gone AS (DELETE FROM account_partner WHERE account_id = $1 AND partner_id = $2 AND role = $3 RETURNING 1) SELECT * FROM gone',
      [accountId, partnerId, role],
    );
    return rows.length > 0;
  }

  async mapRelationship(
    tx: Tx,
    line: { accountId: string; contactId: string; personId: string; function: string; strength: number; note: string | null; by: string },
  ): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO account_relationship AS r (account_id, contact_id, person_id, function, strength, note, noted_by, noted_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (contact_id, person_id) DO UPDATE SET function = excluded.function, strength = excluded.strength, note = excluded.note,
         noted_by = excluded.noted_by, noted_at = excluded.noted_at
       WHERE (r.function, r.strength, r.note) IS DISTINCT FROM (excluded.function, excluded.strength, excluded.note) RETURNING 1`,
      [line.accountId, line.contactId, line.personId, line.function, line.strength, line.note, line.by, tx.now],
    );
    return rows.length > 0;
  }

  async dropRelationship(tx: Tx, accountId: string, contactId: string, personId: string): Promise<boolean> {
    const rows = await tx.query(
      'WITH gone AS (DELETE FROM account_relationship WHERE account_id = $1 AND contact_id = $2 AND person_id = $3 RETURNING 1) SELECT * FROM gone',
      [accountId, contactId, personId],
    );
    return rows.length > 0;
  }

  async stateWallet(tx: Tx, wallet: { accountId: string; year: number; spend: string; currency: string; source: string; by: string }): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO account_wallet AS w (account_id, year, spend, currency, source, stated_by, stated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (account_id, year, currency) DO UPDATE SET spend = excluded.spend, source = excluded.source, stated_by = excluded.stated_by,
         stated_at = excluded.stated_at WHERE (w.spend, w.source) IS DISTINCT FROM (excluded.spend, excluded.source) RETURNING 1`,
      [wallet.accountId, wallet.year, wallet.spend, wallet.currency, wallet.source, wallet.by, tx.now],
    );
    return rows.length > 0;
  }

  async addSatisfaction(tx: Tx, said: { accountId: string; level: number; channel: string; comment: string | null; contactId: string | null; by: string }): Promise<void> {
    await tx.query(
      'INSERT INTO account_satisfaction (id, account_id, level, channel, comment, contact_id, said_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
      [uuidv7(), said.accountId, said.level, said.channel, said.comment, said.contactId, tx.now, said.by],
    );
  }

  async addChurn(tx: Tx, churn: { accountId: string; reason: string; note: string | null; lostTo: string | null; by: string }): Promise<void> {
    await tx.query('INSERT INTO account_churn (id, account_id, reason, note, lost_to, churned_at, churned_by) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      uuidv7(), churn.accountId, churn.reason, churn.note, churn.lostTo, tx.now, churn.by,
    ]);
  }

  async endChurn(tx: Tx, accountId: string, by: string, note: string | null): Promise<void> {
    await tx.query(
      `UPDATE account_churn SET won_back_at = $2, won_back_by = $3, note = concat_ws(E'\\n', note, $4::text) WHERE account_id = $1 AND won_back_at IS NULL`,
      [accountId, tx.now, by, note],
    );
  }
}
