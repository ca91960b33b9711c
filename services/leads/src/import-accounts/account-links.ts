import { companyKey } from '../lead/normalise';
import type { KnownAccount } from './account-import.repository';
import type { MappedAccount } from './map-account-row';

export type ParentOutcome = 'linked' | 'kept' | 'unknown' | 'too-deep' | null;

/** A row that makes a new account, or adds to one that is there, with its place in the tree. */
export interface Placed {
  row: MappedAccount;
  /** Given to it beforehand where it is new. */
  id: string;
  known: KnownAccount | undefined;
  parentId: string | null;
  /** Its own, where it is new. */
  depth: number;
  parent: ParentOutcome;
}

const LEVELS = 4;

/**
 * Places the rows of a file in the tree: parents may stand anywhere in the file or be accounts already. What would lie too deep or below itself is left
 * without a parent and says so. Pure.
 */
export function placed(rows: readonly { row: MappedAccount; id: string; known: KnownAccount | undefined }[], known: readonly KnownAccount[]): Placed[] {
  const places = new Map<string, Placed>();
  const byName = new Map<string, Placed | KnownAccount>();
  for (const account of known.filter(({ visible }) => visible)) for (const name of [account.nameKey, account.externalId]) if (name !== null) byName.set(name, account);
  for (const { row, id, known: there } of rows) {
    const place: Placed = { row, id, known: there, parentId: there?.parentId ?? null, depth: there?.depth ?? 1, parent: null };
    places.set(id, place);
    byName.set(row.externalId, place);
    byName.set(companyKey(row.name) ?? row.externalId, place);
  }
  const settled = new Set<string>();
  const settle = (place: Placed, path: readonly string[]): void => {
    if (settled.has(place.id)) return;
    const { parent: name } = place.row;
    const above = name === null ? undefined : (byName.get(name) ?? byName.get(companyKey(name) ?? name));
    if (name === null) place.parent = null;
    else if (place.known && place.known.parentId !== null) place.parent = 'kept';
    else if (above === undefined) place.parent = 'unknown';
    else link(place, above, [...path, place.id], settle, places);
    settled.add(place.id);
  };
  for (const place of places.values()) settle(place, []);
  return [...places.values()].sort((a, b) => a.depth - b.depth);
}

function link(place: Placed, above: Placed | KnownAccount, path: readonly string[], settle: (place: Placed, path: readonly string[]) => void, places: Map<string, Placed>): void {
  // A row of the file stands for the account that it names, also where that is there already.
  const parent = places.get(above.id) ?? above;
  if (path.includes(parent.id)) {
    place.parent = 'too-deep';
    return;
  }
  if ('row' in parent) settle(parent, path);
  const depth = parent.depth + 1;
  const height = place.known?.height ?? 1;
  place.parent = depth + height - 1 > LEVELS ? 'too-deep' : 'linked';
  if (place.parent === 'linked') Object.assign(place, { parentId: parent.id, depth });
}
