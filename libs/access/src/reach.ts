import { onlyOf, type Only } from './dimensions';
import { grants, type Kind, type Scope } from './grants';
import { covers, NOT_BY_KEY } from './key-limits';
import type { Principal, Role } from './principal';

/** Paths of units, compared byte by byte: `from` ≤ path < `to`. */
export interface PathRange {
  from: string;
  to: string;
}

/** How far a right reaches, all of somebody's roles together. */
export interface Reach {
  /** In one word, the widest. */
  scope: Scope;
  all: boolean;
  own: boolean;
  /** Units; several where somebody has roles in several. */
  within: PathRange[];
  /** Further units, or all of them, of which only a part is reached, as the role is narrowed in what this kind has. */
  narrowed: NarrowedRange[];
  /** What of the records that lie open to all with the right lies open to him: one of these parts; undefined: all of it. */
  open?: Only[];
}

export interface NarrowedRange {
  /** Undefined: wherever it lies. */
  range?: PathRange;
  only: Only;
}

const WIDTH: Record<Scope, number> = { none: 0, own: 1, unit: 2, 'unit-and-below': 3, all: 4 };
const NOTHING: Reach = Object.freeze({ scope: 'none', all: false, own: false, within: [], narrowed: [] });
const EVERYTHING: Reach = Object.freeze({ scope: 'all', all: true, own: true, within: [], narrowed: [] });

/** All paths of a unit and the units below it. `1.3.` gives `1.3.` … `1.3/`. */
export function pathRange(unitPath: string): PathRange | undefined {
  if (!unitPath.endsWith('.')) return undefined;
  return { from: unitPath, to: `${unitPath.slice(0, -1)}/` };
}

/** The path of a unit alone: nothing sorts between it and the first that could follow it. */
const exactly = (unitPath: string): PathRange | undefined => (unitPath.endsWith('.') ? { from: unitPath, to: `${unitPath}\u0001` } : undefined);

/**
 * With an API key never more than the key is limited to, and nothing at all of what sign-in itself is made of. A role in another unit never reaches
 * beyond that unit and those below it, whatever it reaches at home. What a role is narrowed to (`only`) never widens what another one reaches.
 */
export function reachOf(by: Principal, verb: string, kind: Kind): Reach {
  if (by.may && (NOT_BY_KEY.includes(kind) || !by.may.some((entry) => covers(entry, kind, verb === 'oversee' ? 'read' : verb)))) return NOTHING;
  if (by.roles.includes('system')) return EVERYTHING;
  const grant: Partial<Record<Role, Scope>> = (grants[kind] as Record<string, Partial<Record<Role, Scope>>>)[verb] ?? {};
  const seats = [
    ...by.roles.map((role) => ({ scope: grant[role] ?? 'none', unitPath: by.unitPath, only: onlyOf(kind, by.only?.[role]) })),
    ...(by.rolesElsewhere ?? []).map(({ role, unitPath, only }) => ({ scope: athome(grant[role] ?? 'none'), unitPath, only: onlyOf(kind, only) })),
  ].filter((seat) => seat.scope !== 'none');
  if (seats.length === 0) return NOTHING;
  if (seats.some(({ scope, only }) => scope === 'all' && !only)) return EVERYTHING;
  // A part of everything is not everything.
  const widths = seats.map((seat) => athome(seat.scope));
  const scope = widths.reduce((widest, one) => (WIDTH[one] > WIDTH[widest] ? one : widest));
  const whole = seats.filter(({ only }) => !only);
  const within = whole.map(rangeOf).filter((range) => range !== undefined);
  const narrowed = seats.flatMap((seat): NarrowedRange[] => {
    if (!seat.only || seat.scope === 'own') return [];
    if (seat.scope === 'all') return [{ only: seat.only }];
    const range = rangeOf(seat);
    return range ? [{ range, only: seat.only }] : [];
  });
  return { scope, all: false, own: true, within, narrowed, ...(whole.length === 0 && { open: seats.map(({ only }) => only!) }) };
}

const rangeOf = ({ scope, unitPath }: { scope: Scope; unitPath: string }): PathRange | undefined =>
  scope === 'unit' ? exactly(unitPath) : scope === 'unit-and-below' ? pathRange(unitPath) : undefined;

const athome = (scope: Scope): Scope => (scope === 'all' ? 'unit-and-below' : scope);

export const isIn = ({ from, to }: PathRange, path: string | null | undefined): boolean => !!path && path >= from && path < to;
export const isWithin = ({ within }: Reach, path: string | null | undefined): boolean => within.some((range) => isIn(range, path));
