import { accessErrors, requestErrors } from '@throughline/errors/common-errors';
import { errorCatalogue, errorFromCode } from '@throughline/errors/throughline-error';

import type { Kind, Scope, VerbOf } from './grants';
import type { Principal } from './principal';
import { isWithin, reachOf, type Reach } from './reach';

/** What a scope needs to know of a record. */
export interface ScopedRecord {
  ownerId?: string | null;
  /** Path of the unit that the record belongs to. */
  orgPath?: string | null;
  /** True for what lies open to all who have the right at all, e.g. an unowned lead in a pool. */
  shared?: boolean;
}

/** Which columns carry owner and path; `shared` is a condition (no parameters) for rows open to all with the right. */
export interface ScopeColumns {
  owner: string;
  path: string;
  shared?: string;
}

export interface ScopeCondition {
  sql: string;
  params: unknown[];
}

/**
 * Refuses what the principal may not do. Without a record: has he the right at all? With one: does it reach this record?
 * @throws access.denied when no role gives the right
 * @throws <kind>.not_found when the record lies outside of what he may read: its existence is not told
 */
function require<K extends Kind>(by: Principal, verb: VerbOf<K>, kind: K, record?: ScopedRecord): void {
  const reach = reachOf(by, verb, kind);
  if (reach.scope === 'none') throw accessErrors.denied({ detail: `Your roles do not allow to ${words(verb)} a ${kind}.` });
  if (!record || reaches(by, reach, record)) return;
  const readable = reaches(by, reachOf(by, 'read', kind), record);
  if (readable) throw accessErrors.denied({ detail: `You may see this ${kind}, but not ${words(verb)} it.` });
  throw notFound(kind);
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

/**
 * The scope as an SQL condition, for every query that reads records of the kind. Parameters are numbered from `firstParam`.
 * A subtree is a *range* of paths, which an index answers (a `LIKE` would scan); the path column must be `COLLATE "C"`.
 */
export function scopeSql<K extends Kind>(by: Principal, verb: VerbOf<K>, kind: K, columns: ScopeColumns, firstParam = 1): ScopeCondition {
  const reach = reachOf(by, verb, kind);
  const alternatives: string[] = [];
  const params: unknown[] = [];
  const param = (value: unknown) => `$${firstParam + params.push(value) - 1}`;

  if (reach.all) return { sql: 'true', params };
  if (reach.scope === 'none') return { sql: 'false', params };
  alternatives.push(`${columns.owner} = ${param(by.personId)}`);
  for (const range of reach.within) {
    const path = `${columns.path} COLLATE "C"`;
    alternatives.push(`(${path} >= ${param(range.from)} AND ${path} < ${param(range.to)})`);
  }
  if (columns.shared) alternatives.push(`(${columns.shared})`);
  return { sql: `(${alternatives.join(' OR ')})`, params };
}

function reaches(by: Principal, reach: Reach, record: ScopedRecord): boolean {
  if (reach.all || (reach.own && record.shared)) return true;
  return (reach.own && record.ownerId === by.personId) || isWithin(reach, record.orgPath);
}

function notFound(kind: Kind) {
  const code = `${kind}.not_found`;
  return errorCatalogue().has(code) ? errorFromCode(code, {}) : requestErrors.not_found({ detail: `There is no such ${kind}.` });
}

const words = (verb: string) => verb.replaceAll('-', ' ');

export { pathRange } from './reach';
export const access = { require, scopeOf, scopeSql, reachesUnit };
