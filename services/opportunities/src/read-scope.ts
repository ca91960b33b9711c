import { scopeSql } from '@throughline/access/access';
import type { ScopeCondition } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';

/** Opportunities that he may read, as a condition of the table under this name. */
export function opportunityScope(by: Principal, row: string, firstParam: number): ScopeCondition {
  return scopeSql(by, 'read', 'opportunity', { owner: `${row}.owner_id`, path: `${row}.org_path`, product: `${row}.product` }, firstParam);
}
