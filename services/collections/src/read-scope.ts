import { scopeSql } from '@throughline/access/access';
import type { ScopeCondition } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';

/** Plans that he may read, as a condition of the table under this name. */
export function planScope(by: Principal, row: string, firstParam: number): ScopeCondition {
  return scopeSql(by, 'read', 'plan', { owner: `${row}.owner_id`, path: `${row}.org_path`, product: `${row}.product` }, firstParam);
}

/** Plans of which he may read what is owed. */
export function receivableScope(by: Principal, row: string, firstParam: number): ScopeCondition {
  return scopeSql(by, 'read', 'receivable', { owner: `${row}.owner_id`, path: `${row}.org_path`, product: `${row}.product` }, firstParam);
}

/** Customers whose collection cases and letters he may read. */
export function dunningScope(by: Principal, row: string, firstParam: number): ScopeCondition {
  return scopeSql(by, 'read', 'dunning', { owner: `${row}.owner_id`, path: `${row}.org_path` }, firstParam);
}
