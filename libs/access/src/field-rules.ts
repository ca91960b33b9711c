import { access } from './access';
import type { Kind } from './grants';
import type { Principal } from './principal';

/**
 * Views that put records of several kinds together: each part is shown to those who may read its kind at all, whatever else they may see of the
 * view. Kinds, so that a grant that changes in grants.ts changes here as well.
 */
export const fieldRules = {
  'account-overview': { contacts: 'contact', deals: 'opportunity', contracts: 'contract', receipts: 'plan', prepayments: 'plan' },
  'account-key-data': { relationships: 'contact', gaps: 'contact' },
} as const satisfies Record<string, Record<string, Kind>>;

/** The view with the parts emptied that the reader's roles do not show, and their names, so that nobody takes them for none. */
export function shownTo<V extends keyof typeof fieldRules, T extends Record<keyof (typeof fieldRules)[V], unknown[]>>(by: Principal, view: V, whole: T): T & { hidden: string[] } {
  const parts = Object.entries(fieldRules[view]) as [string, Kind][];
  const hidden = parts.filter(([, kind]) => access.scopeOf(by, 'read' as never, kind) === 'none').map(([part]) => part);
  return { ...whole, ...Object.fromEntries(hidden.map((part) => [part, []])), hidden };
}
