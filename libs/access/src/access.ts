import { accessErrors, requestErrors } from '@throughline/errors/common-errors';
import { errorCatalogue, errorFromCode } from '@throughline/errors/throughline-error';

import { liesIn, type Dimension, type DimensionOf, type Only } from './dimensions';
import type { Kind, Scope, VerbOf } from './grants';
import type { Principal } from './principal';
import { isIn, isWithin, reachOf, type PathRange, type Reach } from './reach';

/** What a record of the kind says of itself that a role can be narrowed to (dimensions.ts). */
export type Said<K extends Kind> = Readonly<Record<DimensionOf<K>, string | null | undefined>>;

interface Placed {
  ownerId?: string | null;
  /** Path of the unit that the record belongs to. */
  orgPath?: string | null;
  /** True for what lies open to all who have the right at all, e.g. an unowned lead in a pool. */
  shared?: boolean;
}
/** What a scope needs to know of a record. */
export type ScopedRecord<K extends Kind> = Placed & Said<K>;

/** Which columns carry owner and path; `shared` is a condition (no parameters) for rows open to all with the right. */
export interface PlaceColumns {
  owner: string;
  path: string;
  shared?: string;
}
/** With the columns, or expressions of type text, of what a role can be narrowed to. */
export type ScopeColumns<K extends Kind> = PlaceColumns & Readonly<Record<DimensionOf<K>, string>>;

export interface ScopeCondition {
  sql: string;
  params: unknown[];
}

/**
 * Refuses what the principal may not do. Without a record: has he the right at all? With one: does it reach this record?
 * @throws access.denied when no role gives the right
 * @throws <kind>.not_found when the record lies outside of what he may read: its existence is not told
 */
function require<K extends Kind>(by: Principal, verb: VerbOf<K>, kind: K, record?: ScopedRecord<K>): void {
  const reach = reachOf(by, verb, kind);
  if (reach.scope === 'none') throw accessErrors.denied({ detail: `Your roles do not allow to ${words(verb)} a ${kind}.` });
  if (!record || reaches(by, reach, record)) return;
  const readable = reaches(by, reachOf(by, 'read', kind), record);
  if (readable) throw accessErrors.denied({ detail: `You may see this ${kind}, but not ${words(verb)} it.` });
  throw notFound(kind);
}

/** Whether the right reaches this record. */
export function may<K extends Kind>(by: Principal, verb: VerbOf<K>, kind: K, record: ScopedRecord<K>): boolean {
  return reaches(by, reachOf(by, verb, kind), record);
}

/** How far the principal's right reaches, in one word. */
export function scopeOf<K extends Kind>(by: Principal, verb: VerbOf<K>, kind: K): Scope {
  return reachOf(by, verb, kind).scope;
}

/** Whether the right reaches all that belongs to this unit, and not only what one owns oneself. */
export function reachesUnit<K extends Kind>(by: Principal, verb: VerbOf<K>, kind: K, unitPath: string): boolean {
  const reach = reachOf(by, verb, kind);
  return reach.all || isWithin(reach, unitPath);
}

/** The same, be it a part of what belongs to it that a role is narrowed to. */
export function reachesInto<K extends Kind>(by: Principal, verb: VerbOf<K>, kind: K, unitPath: string): boolean {
  const reach = reachOf(by, verb, kind);
  return reach.all || isWithin(reach, unitPath) || reach.narrowed.some(({ range }) => !range || isIn(range, unitPath));
}

/** Whether a role that gives the right takes in records that say this of themselves, wherever they lie: for rules that ask for the place in their own way. */
export function takesIn<K extends Kind>(by: Principal, verb: VerbOf<K>, kind: K, record: Said<K>): boolean {
  const { scope, open } = reachOf(by, verb, kind);
  return scope !== 'none' && (!open || open.some((only) => liesIn(only, record)));
}

/** Whether everything that lies open to those who have the right lies open to him: no record need be looked at. */
export function takesInAll<K extends Kind>(by: Principal, verb: VerbOf<K>, kind: K): boolean {
  const { scope, open } = reachOf(by, verb, kind);
  return scope !== 'none' && !open;
}

/**
 * The scope as an SQL condition, for every query that reads records of the kind. Parameters are numbered from `firstParam`.
 * In a service it is called in its read-scope.ts and nowhere else: lint holds it there.
 * A subtree is a *range* of paths, which an index answers (a `LIKE` would scan); the path column must be `COLLATE "C"`.
 */
export function scopeSql<K extends Kind>(by: Principal, verb: VerbOf<K>, kind: K, columns: ScopeColumns<K>, firstParam = 1): ScopeCondition {
  const reach = reachOf(by, verb, kind);
  const alternatives: string[] = [];
  const params: unknown[] = [];
  const param = (value: unknown) => `$${firstParam + params.push(value) - 1}`;
  const inRange = ({ from, to }: PathRange) => `${columns.path} COLLATE "C" >= ${param(from)} AND ${columns.path} COLLATE "C" < ${param(to)}`;
  const inPart = (only: Only) => partSql(columns, only, param);

  if (reach.all) return { sql: 'true', params };
  if (reach.scope === 'none') return { sql: 'false', params };
  alternatives.push(`${columns.owner} = ${param(by.personId)}`);
  for (const range of reach.within) alternatives.push(`(${inRange(range)})`);
  for (const { range, only } of reach.narrowed) alternatives.push(`(${[...(range ? [inRange(range)] : []), inPart(only)].join(' AND ')})`);
  if (columns.shared) alternatives.push(reach.open ? `((${columns.shared}) AND (${reach.open.map(inPart).join(' OR ')}))` : `(${columns.shared})`);
  return { sql: `(${alternatives.join(' OR ')})`, params };
}

/** The same as `liesIn`. */
function partSql(columns: object, only: Only, param: (value: unknown) => string): string {
  const parts = Object.entries(only).map(([dimension, values]) => `${(columns as Record<string, string>)[dimension]} = ANY (${param(values)})`);
  return `(${parts.join(' AND ')})`;
}

function reaches(by: Principal, reach: Reach, record: Placed & Partial<Record<Dimension, string | null | undefined>>): boolean {
  if (reach.all || (reach.own && record.ownerId === by.personId)) return true;
  if (reach.own && record.shared && (!reach.open || reach.open.some((only) => liesIn(only, record)))) return true;
  return isWithin(reach, record.orgPath) || reach.narrowed.some(({ range, only }) => (!range || isIn(range, record.orgPath)) && liesIn(only, record));
}

function notFound(kind: Kind) {
  const code = `${kind}.not_found`;
  return errorCatalogue().has(code) ? errorFromCode(code, {}) : requestErrors.not_found({ detail: `There is no such ${kind}.` });
}

const words = (verb: string) => verb.replaceAll('-', ' ');

export { pathRange } from './reach';
export const access = { require, may, scopeOf, reachesUnit, reachesInto, takesIn, takesInAll };
