import type { Only } from './dimensions';
import type { Kind } from './grants';
import type { Principal } from './principal';
import { pathRange, reachOf } from './reach';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Sorts of rows that lie in walled tables (persistence/row-reach.ts), and the right that shows them. */
const WALLED: readonly (readonly [name: string, verb: string, kind: Kind])[] = [
  ...(['lead', 'account', 'contact', 'opportunity', 'contract', 'plan', 'receipt', 'dunning', 'api-key'] as const).map((kind) => [kind, 'read', kind] as const),
  ['task', 'oversee', 'task'],
  ['approval', 'oversee', 'approval'],
  ['notice-delivery', 'oversee', 'notice'],
  ['absence', 'read-absences', 'person'],
  ['stand-in', 'read-stand-ins', 'person'],
];

/** What the principal may read of each sort, as text for the session of his reading transaction: the same reach as in `scopeSql`, for the second wall. */
export function rowReach(by: Principal): string {
  const kinds = Object.fromEntries(WALLED.map(([name, verb, kind]) => [name, partsOf(by, verb, kind)]));
  // Only people own records and are asked; an id that is no UUID is nobody's whom the directory knows.
  return JSON.stringify({ ...(UUID.test(by.personId) && { me: by.personId }), ...(pathRange(by.unitPath) && { unit: by.unitPath }), kinds });
}

function partsOf(by: Principal, verb: string, kind: Kind): Record<string, unknown> {
  const { scope, all, within, narrowed, open } = reachOf(by, verb, kind);
  if (scope === 'none') return {};
  if (all) return { all: true };
  const [first, ...more] = within;
  return {
    ...(UUID.test(by.personId) && { own: by.personId }),
    ...first,
    ...(more.length > 0 && { more }),
    ...(narrowed.length > 0 && { parts: anyOf(narrowed.map(({ range, only }) => (range ? `@.path >= ${text(range.from)} && @.path < ${text(range.to)} && ${saying(only)}` : saying(only)))) }),
    ...(open && { open: anyOf(open.map(saying)) }),
  };
}

/** JSON paths, which compare text byte by byte as `COLLATE "C"` does. The same as `liesIn`. */
const anyOf = (parts: readonly string[]): string => `$ ? (${parts.map((part) => `(${part})`).join(' || ')})`;
const saying = (only: Only): string => Object.entries(only).map(([dimension, values]) => `(${values!.map((value) => `@.${dimension} == ${text(value)}`).join(' || ')})`).join(' && ');
const text = (value: string): string => JSON.stringify(value);
