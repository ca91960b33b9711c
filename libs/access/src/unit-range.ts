import type { Tx } from '@throughline/persistence/transaction';

import { peopleBookErrors } from './people-book.errors';
import { pathRange, type PathRange } from './reach';

/**
 * The paths of a unit and of those below it, for reads that are narrowed to a unit; undefined where none is asked for. It narrows, it opens nothing:
 * `scopeSql` stands beside it.
 * @throws people_book.unknown_unit
 */
export async function unitRange(tx: Tx, unitId: string | undefined): Promise<PathRange | undefined> {
  if (unitId === undefined) return undefined;
  const [unit] = await tx.query<{ path: string }>('SELECT path FROM known_unit WHERE id = $1', [unitId]);
  const range = unit && pathRange(unit.path);
  if (!range) throw peopleBookErrors.unknown_unit({ field: 'unit' });
  return range;
}
