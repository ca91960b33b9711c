import type { Tx } from '@throughline/persistence/transaction';

import type { PlaceColumns } from './access';
import { peopleBookErrors } from './people-book.errors';
import { pathRange } from './reach';

/** To whose rows a read is narrowed where somebody asks for that; `unit` with those below it. */
export interface Narrowing {
  owner?: string | undefined;
  unit?: string | undefined;
}

/** Holds for the rows that are asked for. It narrows, it opens nothing: `scopeSql` stands beside it. Three parameters from `firstParam` on: `narrowedParams`. */
export function narrowedSql({ owner, path }: Pick<PlaceColumns, 'owner' | 'path'>, firstParam: number): string {
  const [person, from, to] = [0, 1, 2].map((n) => `$${firstParam + n}`);
  return `(${person}::uuid IS NULL OR ${owner} = ${person}) AND (${from}::text IS NULL OR (${path} >= ${from} AND ${path} < ${to}))`;
}

/** @throws people_book.unknown_unit */
export async function narrowedParams(tx: Tx, { owner, unit: unitId }: Narrowing): Promise<(string | null)[]> {
  if (unitId === undefined) return [owner ?? null, null, null];
  const [unit] = await tx.query<{ path: string }>('SELECT path FROM known_unit WHERE id = $1', [unitId]);
  const range = unit && pathRange(unit.path);
  if (!range) throw peopleBookErrors.unknown_unit({ field: 'unit' });
  return [owner ?? null, range.from, range.to];
}
