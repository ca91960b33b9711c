import type { Unit } from './use-units';

export interface Branch {
  unit: Unit;
  below: readonly Branch[];
}

/** What comes of the list, parents first: those whose parent is not among them stand at the top. */
export function treeOf(units: readonly Unit[]): Branch[] {
  const known = new Set(units.map(({ id }) => id));
  const below = new Map<string | null, Unit[]>();
  for (const unit of units) {
    const parent = unit.parentId !== null && known.has(unit.parentId) ? unit.parentId : null;
    below.set(parent, [...(below.get(parent) ?? []), unit]);
  }
  const from = (parent: string | null): Branch[] => (below.get(parent) ?? []).map((unit) => ({ unit, below: from(unit.id) }));
  return from(null);
}

/** Those that are looked for, with all above them: what one looks for keeps its place in the tree. */
export function withTheirParents(units: readonly Unit[], isWanted: (unit: Unit) => boolean): Unit[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const kept = new Set<string>();
  for (const unit of units.filter(isWanted)) {
    for (let one: Unit | undefined = unit; one && !kept.has(one.id); one = one.parentId === null ? undefined : byId.get(one.parentId)) kept.add(one.id);
  }
  return units.filter(({ id }) => kept.has(id));
}

export const isBelow = (unit: Unit, other: Unit): boolean => unit.path.startsWith(other.path);

/** Whose hours its people have: the unit itself or the nearest above that names a calendar. */
export function calendarOf(unit: Unit, units: readonly Unit[]): Unit | undefined {
  const byId = new Map(units.map((one) => [one.id, one]));
  let one: Unit | undefined = unit;
  while (one && one.calendarKey === null) one = one.parentId === null ? undefined : byId.get(one.parentId);
  return one;
}
