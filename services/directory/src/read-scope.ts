import { scopeSql } from '@throughline/access/access';
import type { ScopeCondition } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';

/** API keys that he may see: they have an owner and no unit. */
export function apiKeyScope(by: Principal, firstParam: number): ScopeCondition {
  return scopeSql(by, 'read', 'api-key', { owner: 'owner_id', path: `''` }, firstParam);
}
