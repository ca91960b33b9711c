import type { Kind } from './grants';
import type { Principal } from './principal';
import { pathRange, reachOf } from './reach';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Kinds that lie in walled tables (persistence/row-reach.ts). */
const WALLED: readonly Kind[] = ['lead', 'account', 'contact', 'opportunity', 'contract', 'plan', 'receipt', 'dunning'];

/** What the principal may read of each kind, as text for the session of his reading transaction: the same reach as in `scopeSql`, for the second wall. */
export function rowReach(by: Principal): string {
  const kinds = Object.fromEntries(WALLED.map((kind) => [kind, partsOf(by, kind)]));
  return JSON.stringify({ ...(pathRange(by.unitPath) && { unit: by.unitPath }), kinds });
}

function partsOf(by: Principal, kind: Kind): Record<string, unknown> {
  const { scope, all, within } = reachOf(by, 'read', kind);
  if (scope === 'none') return {};
  if (all) return { all: true };
  const [first, ...more] = within;
  // Only people own records; an id that is no UUID is nobody's whom the directory knows.
  return { ...(UUID.test(by.personId) && { own: by.personId }), ...first, ...(more.length > 0 && { more }) };
}
