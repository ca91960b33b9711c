import { access } from '@throughline/access/access';
import type { ScopeCondition } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';

/** Deals of customers that the opportunities service would show him, as a condition of the table under this name. */
export function dealScope(by: Principal, row: string, firstParam: number): ScopeCondition {
  return access.scopeSql(by, 'read', 'opportunity', { owner: `${row}.owner_id`, path: `${row}.org_path` }, firstParam);
}

/** The same of contracts. */
export function contractScope(by: Principal, row: string, firstParam: number): ScopeCondition {
  return access.scopeSql(by, 'read', 'contract', { owner: `${row}.owner_id`, path: `${row}.org_path` }, firstParam);
}
