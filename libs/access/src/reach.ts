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
}

const WIDTH: Record<Scope, number> = { none: 0, own: 1, unit: 2, 'unit-and-below': 3, all: 4 };
const NOTHING: Reach = Object.freeze({ scope: 'none', all: false, own: false, within: [] });
const EVERYTHING: Reach = Object.freeze({ scope: 'all', all: true, own: true, within: [] });

/** All paths of a unit and the units below it. `1.3.` gives `1.3.` … `1.3/`. */
export function pathRange(unitPath: string): PathRange | undefined {
  if (!unitPath.endsWith('.')) return undefined;
  return { from: unitPath, to: `${unitPath.slice(0, -1)}/` };
}

/** The path of a unit alone: nothing sorts between it and the first that could follow it. */
const exactly = (unitPath: string): PathRange | undefined => (unitPath.endsWith('.') ? { from: unitPath, to: `${unitPath}\u0001` } : undefined);

/**
 * With an API key never more than the key is limited to, and nothing at all of what sign-in itself is made of. A role in another unit never reaches
 * beyond that unit and those below it, whatever it reaches at home.
 */
export function reachOf(by: Principal, verb: string, kind: Kind): Reach {
  if (by.may && (NOT_BY_KEY.includes(kind) || !by.may.some((entry) => covers(entry, kind, verb === 'oversee' ? 'read' : verb)))) return NOTHING;
  if (by.roles.includes('system')) return EVERYTHING;
  const grant: Partial<Record<Role, Scope>> = (grants[kind] as Record<string, Partial<Record<Role, Scope>>>)[verb] ?? {};
  const seats = [
    ...by.roles.map((role) => ({ scope: grant[role] ?? 'none', unitPath: by.unitPath })),
    ...(by.rolesElsewhere ?? []).map(({ role, unitPath }) => ({ scope: athome(grant[role] ?? 'none'), unitPath })),
  ];
  const scope = seats.reduce<Scope>((widest, seat) => (WIDTH[seat.scope] > WIDTH[widest] ? seat.scope : widest), 'none');
  if (scope === 'none') return NOTHING;
  if (scope === 'all') return EVERYTHING;
  const within = seats.map((seat) => (seat.scope === 'unit' ? exactly(seat.unitPath) : seat.scope === 'unit-and-below' ? pathRange(seat.unitPath) : undefined));
  return { scope, all: false, own: true, within: within.filter((range) => range !== undefined) };
}

const athome = (scope: Scope): Scope => (scope === 'all' ? 'unit-and-below' : scope);

export const isWithin = ({ within }: Reach, path: string | null | undefined): boolean => within.some(({ from, to }) => !!path && path >= from && path < to);
