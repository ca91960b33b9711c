import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { Account } from '../account/account.entity';
import type { AccountStatus } from '../account/account.transitions';
import { MergeLog, missing, unchanged } from '../duplicates/merge-log';

/** What an account takes over from one that is merged into it, where it knows nothing of its own. */
const FIELDS = ['creditCode', 'domain', 'website', 'country', 'city', 'sector', 'phone', 'employees', 'established'] as const;
/** Amount and currency go together. */
const AMOUNTS = [['revenue', 'revenueCurrency'], ['potential', 'potentialCurrency']] as const;
/** Only one account may have them: they go with the record that is used. */
const UNIQUE: ReadonlySet<string> = new Set(['creditCode', 'domain']);

export interface WasAccount {
  status: AccountStatus;
  /** Its subsidiaries, which are the other's now. */
  children: string[];
  /** Its owner and his team, as far as they came into the other's team by this. */
  joined: string[];
}

/** Accounts that were merged into others. */
@Injectable()
export class AccountMerges extends MergeLog<WasAccount> {
  constructor() {
    super('account');
  }

  filled(account: Account, from: Account): Partial<Account> {
    const amounts = AMOUNTS.flatMap(([amount, currency]) => (account[amount] === null && from[amount] !== null ? [[amount, from[amount]], [currency, from[currency]]] : []));
    return { ...missing(FIELDS, account, from), ...Object.fromEntries(amounts) } as Partial<Account>;
  }

  /** Of what the other learned: what may stand in one account only. */
  taken(filled: Partial<Account>): (keyof Account)[] {
    return (Object.keys(filled) as (keyof Account)[]).filter((field) => UNIQUE.has(field));
  }

  /** What it learned and nobody has changed since. */
  learned(account: Account, filled: Readonly<Record<string, unknown>>): (keyof Account)[] {
    const amounts = AMOUNTS.filter((pair) => pair.every((field) => field in filled && account[field] === filled[field])).flat();
    return [...unchanged(FIELDS, account, filled), ...amounts];
  }

  async childrenOf(tx: Tx, accountId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(`SELECT id FROM account WHERE parent_id = $1 AND status <> 'merged' ORDER BY id`, [accountId]);
    return rows.map(({ id }) => id);
  }

  /** Owner and team of the one come into the team of the other, unless they are in it already or own it. @returns who came */
  async join(tx: Tx, one: Account, other: Account, by: string): Promise<string[]> {
    const rows = await tx.query<{ personId: string }>(
      `INSERT INTO account_team (account_id, person_id, access, role, until, added_by, added_at)
       SELECT $2::uuid, person_id, access, role, until, $5::text, $6::timestamptz FROM (
         SELECT person_id, access, role, until FROM account_team WHERE account_id = $1 AND (until IS NULL OR until > $6)
         UNION ALL SELECT $3::uuid, 'write', NULL, NULL WHERE NOT EXISTS (SELECT FROM account_team WHERE account_id = $1 AND person_id = $3::uuid)) AS t
       WHERE person_id <> $4 ON CONFLICT (account_id, person_id) DO NOTHING RETURNING person_id AS "personId"`,
      [one.id, other.id, one.ownerId, other.ownerId, by, tx.now],
    );
    return rows.map(({ personId }) => personId).sort();
  }

  async leave(tx: Tx, accountId: string, people: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM account_team WHERE account_id = $1 AND person_id = ANY ($2::uuid[])', [accountId, people]);
  }

  async endOwnership(tx: Tx, accountId: string): Promise<void> {
    await tx.query('UPDATE account_ownership SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL', [accountId, tx.now]);
  }
}
