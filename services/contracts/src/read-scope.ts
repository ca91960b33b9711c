import { scopeSql } from '@throughline/access/access';
import type { ScopeCondition } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';

/** Contracts that he may read, as a condition of the table under this name. */
export function contractScope(by: Principal, row: string, firstParam: number): ScopeCondition {
  return scopeSql(by, 'read', 'contract', { owner: `${row}.owner_id`, path: `${row}.org_path`, product: `${row}.product` }, firstParam);
}
