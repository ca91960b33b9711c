import { Injectable } from '@nestjs/common';
import { pathRange } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import type { Page } from '@throughline/http/page';
import { pageOf, parseCursor } from '@throughline/http/page';
import { Money } from '@throughline/money/money';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import { requireAccount } from '../account/account-access';
import { AccountRecords } from '../account/account-record.repository';
import { AccountPolicies } from '../account/account-rules';
import type { Account } from '../account/account.entity';
import { contactErrors } from '../account/account.errors';
import { ContactRepository } from '../keep-contact/contact.repository';
import type { Contact } from '../keep-contact/keep-contact.dto';
import { accountScope } from '../read-scope';
import type { AccountDetail, AccountLine, AccountsQuery, Visit } from './account-views.dto';

const lineColumns = `a.id AS "accountId", a.name, a.status, a.owner_id AS "ownerId", a.parent_id AS "parentId", a.depth, a.sector, a.country, a.city,
  a.key_account AS "keyAccount", a.grade, a.last_visit_at AS "lastVisitAt", a.visit_due_at AS "visitDueAt", a.version`;

/** Lists and single accounts, each within what the caller may see. */
@Injectable()
export class AccountViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly records: AccountRecords,
    private readonly policies: AccountPolicies,
    private readonly contacts: ContactRepository,
  ) {}

  async list(query: AccountsQuery, by: Principal): Promise<Page<AccountLine>> {
    const after = parseCursor('accounts', query.cursor, z.tuple([z.uuid()]))?.[0];
    const rows = await this.transaction.read((tx) => {
      const { conditions, params } = conditionsOf(query, after, by, tx.now);
      const scope = accountScope(by, tx.now, params.length + 1);
      return tx.query<AccountLine & { lastVisitAt: Date | null; visitDueAt: Date | null }>(
        `SELECT ${lineColumns} FROM account a WHERE ${[...conditions, scope.sql].join(' AND ')} ORDER BY a.id LIMIT ${query.limit + 1}`,
        [...params, ...scope.params],
      );
    });
    return pageOf('accounts', rows, query.limit, ({ accountId }) => [accountId], (row) => ({
      ...row,
      lastVisitAt: (row.lastVisitAt as Date | null)?.toISOString() ?? null,
      visitDueAt: (row.visitDueAt as Date | null)?.toISOString() ?? null,
    }));
  }

  /** @throws account.not_found, also for what lies outside the caller's scope */
  async detail(asked: string, by: Principal): Promise<AccountDetail> {
    // Its partners are named, whoever owns them.
    return this.transaction.readBeyondReach(async (tx) => {
      const account = await this.visible(tx, asked, by);
      const { id: accountId } = account;
      const [rules, team, partners, owners] = [await this.policies.rules(tx), await teamOf(tx, accountId), await partnersOf(tx, accountId), await ownersOf(tx, accountId)];
      const next = account.nextVisitMoment(rules);
      const visit = account.visitDueAt && {
        dueAt: account.visitDueAt.toISOString(),
        because: account.visitBecause!,
        said: account.visitSteps,
        next: next && { kind: next.kind, at: next.at.toISOString() },
      };
      return { ...cardOf(account), visit, team, partners, owners };
    });
  }

  /** The latest first. @throws account.not_found */
  async visits(asked: string, query: { limit: number; cursor?: string | undefined }, by: Principal): Promise<Page<Visit>> {
    const after = parseCursor('visits', query.cursor, z.tuple([z.iso.datetime(), z.uuid()]));
    const rows = await this.transaction.read(async (tx) => {
      const { id: accountId } = await this.visible(tx, asked, by);
      return tx.query<Omit<Visit, 'visitedAt'> & { visitedAt: Date }>(
        `SELECT id AS "visitId", kind, purpose, outcome, contact_ids AS "contactIds", visited_by AS by, visited_at AS "visitedAt" FROM account_visit
         WHERE account_id IN (SELECT merged_accounts($1)) AND ($2::timestamptz IS NULL OR (visited_at, id) < ($2, $3::uuid)) ORDER BY visited_at DESC, id DESC LIMIT $4`,
        [accountId, after?.[0] ?? null, after?.[1] ?? null, query.limit + 1],
      );
    });
    return pageOf('visits', rows, query.limit, ({ visitedAt, visitId }) => [visitedAt.toISOString(), visitId], (row) => ({ ...row, visitedAt: row.visitedAt.toISOString() }));
  }

  /** @throws account.not_found */
  async contactsOf(asked: string, query: { limit: number; cursor?: string | undefined }, by: Principal): Promise<Page<Contact>> {
    const after = parseCursor('contacts', query.cursor, z.tuple([z.uuid()]))?.[0];
    const rows = await this.transaction.read(async (tx) => {
      const { id: accountId } = await this.visible(tx, asked, by);
      return this.contacts.ofAccount(tx, accountId, after, query.limit + 1);
    });
    return pageOf('contacts', rows, query.limit, ({ contactId }) => [contactId], (row) => row);
  }

  /** @throws contact.not_found, also where his account lies outside the caller's scope */
  async contact(contactId: string, by: Principal): Promise<Contact> {
    return this.transaction.read(async (tx) => {
      const contact = await this.contacts.find(tx, contactId);
      await this.visible(tx, contact.accountId, by).catch((error: { code?: string }) => {
        throw error.code === 'account.not_found' ? contactErrors.not_found() : error;
      });
      return contact;
    });
  }

  private async visible(tx: Tx, accountId: string, by: Principal): Promise<Account> {
    const account = await this.records.find(tx, accountId);
    await requireAccount(tx, by, 'read', account);
    return account;
  }
}

function conditionsOf(query: AccountsQuery, after: string | undefined, by: Principal, now: Date): { conditions: string[]; params: unknown[] } {
  const conditions: string[] = [`a.status <> 'merged'`];
  const params: unknown[] = [];
  const param = (value: unknown) => `$${params.push(value)}`;
  if (after) conditions.push(`a.id > ${param(after)}`);
  if (query.status) conditions.push(`a.status = ${param(query.status)}`);
  if (query.grade) conditions.push(`a.grade = ${param(query.grade)}`);
  if (query.owner) conditions.push(`a.owner_id = ${param(query.owner)}`);
  if (query.parent) conditions.push(`a.parent_id = ${param(query.parent)}`);
  if (query.keyAccount) conditions.push(`a.key_account = ${param(query.keyAccount === 'true')}`);
  if (query.overdue) conditions.push(`coalesce(a.visit_due_at <= ${param(now)}, false) = ${param(query.overdue === 'true')}`);
  if (query.name) conditions.push(`starts_with(lower(a.name), lower(${param(query.name)}))`);
  if (query.view === 'mine') conditions.push(`a.owner_id::text = ${param(by.personId)}`);
  if (query.view === 'team') {
    const [person, at] = [param(by.personId), param(now)];
    conditions.push(`EXISTS (SELECT FROM account_team m WHERE m.account_id = a.id AND m.person_id::text = ${person} AND (m.until IS NULL OR m.until > ${at}))`);
  }
  if (query.view === 'unit') {
    const range = pathRange(by.unitPath);
    conditions.push(range ? `a.org_path >= ${param(range.from)} AND a.org_path < ${param(range.to)}` : 'false');
  }
  return { conditions, params };
}

function cardOf(account: Account): Omit<AccountDetail, 'visit' | 'team' | 'partners' | 'owners'> {
  const { id: accountId, name, status, ownerId, parentId, depth, sector, country, city, keyAccount, grade, version } = account;
  const { creditCode, domain, website, phone, employees, established, leadId, satisfaction, gradeReasons, gradePolicy } = account;
  const money = (amount: string | null, currency: string | null) => (amount === null ? null : Money.of(amount, currency!).toJSON());
  // One that was merged is shown as the one that it was merged into.
  return {
    accountId, name, status: status as 'active' | 'churned', ownerId, parentId, depth, sector, country, city, keyAccount, grade, version,
    creditCode, domain, website, phone, employees, established, leadId, satisfaction, gradeReasons, gradePolicy,
    lastVisitAt: account.lastVisitAt?.toISOString() ?? null,
    visitDueAt: account.visitDueAt?.toISOString() ?? null,
    revenue: money(account.revenue, account.revenueCurrency),
    potential: money(account.potential, account.potentialCurrency),
    churn: account.churnReason === null ? null : { reason: account.churnReason, at: account.churnedAt!.toISOString() },
  };
}

async function teamOf(tx: Tx, accountId: string): Promise<AccountDetail['team']> {
  const rows = await tx.query<Omit<AccountDetail['team'][number], 'until'> & { until: Date | null }>(
    `SELECT t.person_id AS "personId", p.name, t.access, t.role, t.until FROM account_team t LEFT JOIN known_person p ON p.id = t.person_id
     WHERE t.account_id = $1 AND (t.until IS NULL OR t.until > $2) ORDER BY t.added_at, t.person_id`,
    [accountId, tx.now],
  );
  return rows.map((row) => ({ ...row, until: row.until?.toISOString() ?? null }));
}

function partnersOf(tx: Tx, accountId: string): Promise<AccountDetail['partners']> {
  return tx.query(
    `SELECT a.id AS "partnerId", a.name, l.role, to_char(l.since, 'YYYY-MM-DD') AS since, l.note
     FROM account_partner l JOIN account a ON a.id = standing_account(l.partner_id) WHERE l.account_id IN (SELECT merged_accounts($1)) ORDER BY l.since, a.name, l.role`,
    [accountId],
  );
}

async function ownersOf(tx: Tx, accountId: string): Promise<AccountDetail['owners']> {
  const rows = await tx.query<Omit<AccountDetail['owners'][number], 'from' | 'until'> & { from: Date; until: Date | null }>(
    'SELECT owner_id AS "ownerId", started_at AS from, ended_at AS until, reason FROM account_ownership WHERE account_id IN (SELECT merged_accounts($1)) ORDER BY started_at, id',
    [accountId],
  );
  return rows.map((row) => ({ ...row, from: row.from.toISOString(), until: row.until?.toISOString() ?? null }));
}
