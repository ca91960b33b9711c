import { scopeSql } from '@throughline/access/access';
import type { Said, ScopeCondition } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { freeAndOpenSql } from './lead/lead-access';

/** What a lead says of itself that a role can be narrowed to. @param row name of the table lead */
const saidBy = (row: string): Record<keyof Said<'lead'>, string> => ({ region: `${row}.region`, businessType: `${row}.business_type`, product: `${row}.product` });

const nothing = 'NULL::text';

/** Leads that he may read, as a condition of the table under this name: those within his reach, and free ones that lie open to him. */
export function leadScope(by: Principal, row: string, firstParam: number): ScopeCondition {
  return scopeSql(by, 'read', 'lead', { owner: `${row}.owner_id`, path: `${row}.org_path`, shared: freeAndOpenSql(by, row), ...saidBy(row) }, firstParam);
}

/** Accounts (`a`) that he may read: those within his reach, and those in whose team he is at this time. The same as `requireAccount`. */
export function accountScope(by: Principal, now: Date, firstParam: number): ScopeCondition {
  const scope = scopeSql(by, 'read', 'account', { owner: 'a.owner_id', path: 'a.org_path' }, firstParam);
  if (scope.sql === 'true' || scope.sql === 'false') return scope;
  const [person, at] = [`$${firstParam + scope.params.length}`, `$${firstParam + scope.params.length + 1}`];
  const team = `EXISTS (SELECT FROM account_team t WHERE t.account_id = a.id AND t.person_id = ${person} AND (t.until IS NULL OR t.until > ${at}))`;
  return { sql: `(${scope.sql} OR ${team})`, params: [...scope.params, by.personId, now] };
}

/** Pairs of which he may see the one record, a lead or an account, under these names. Where it is a lead, he must be able to read that. */
export function duplicateScope(by: Principal, lead: string, account: string, firstParam: number): ScopeCondition {
  const either = (column: string) => `coalesce(${lead}.${column}, ${account}.${column})`;
  const pairs = scopeSql(by, 'read', 'duplicate', { owner: either('owner_id'), path: either('org_path'), shared: `coalesce(${freeAndOpenSql(by, lead)}, false)` }, firstParam);
  const leads = leadScope(by, lead, firstParam + pairs.params.length);
  return { sql: `(${pairs.sql} AND (${lead}.id IS NULL OR ${leads.sql}))`, params: [...pairs.params, ...leads.params] };
}

/** Leads that somebody owns and he may give to another. */
export function transferScope(by: Principal, firstParam: number): ScopeCondition {
  return scopeSql(by, 'assign', 'lead', { owner: 'owner_id', path: 'org_path', ...saidBy('lead') }, firstParam);
}

/** Free leads of a pool that he may give away, wherever it lies. */
export function assignableScope(by: Principal, firstParam: number): ScopeCondition {
  return scopeSql(by, 'assign', 'lead', { owner: 'owner_id', path: 'org_path', shared: 'true', ...saidBy('lead') }, firstParam);
}

/** Imports of leads that he may look at. Their rows are of all sorts of leads: to whom a role is narrowed, his own only. */
export function importScope(by: Principal, firstParam: number): ScopeCondition {
  return scopeSql(by, 'import', 'lead', { owner: 'started_by', path: 'org_path', region: nothing, businessType: nothing, product: nothing }, firstParam);
}

/** Leads and times of owning them of which he may see what a policy would do to them. @param of columns of whose they are, and of which unit @param lead name of the table lead */
export function previewScope(by: Principal, of: { owner: string; path: string }, lead: string, firstParam: number): ScopeCondition {
  return scopeSql(by, 'preview', 'policy', { ...of, ...saidBy(lead) }, firstParam);
}

/** Deals of customers that the opportunities service would show him, as a condition of the table under this name. */
export function dealScope(by: Principal, row: string, firstParam: number): ScopeCondition {
  return scopeSql(by, 'read', 'opportunity', { owner: `${row}.owner_id`, path: `${row}.org_path`, product: `${row}.product` }, firstParam);
}

/** The same of contracts, whose product is that of their deal. */
export function contractScope(by: Principal, row: string, firstParam: number): ScopeCondition {
  const product = `(SELECT d.product FROM account_deal AS d WHERE d.deal_id = ${row}.deal_id)`;
  return scopeSql(by, 'read', 'contract', { owner: `${row}.owner_id`, path: `${row}.org_path`, product }, firstParam);
}
