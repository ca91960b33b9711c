import { accessErrors, requestErrors } from '@throughline/errors/common-errors';
import { errorCatalogue, errorFromCode } from '@throughline/errors/throughline-error';

import { widestScope, type Kind, type Scope, type VerbOf } from './grants';
import { covers, NOT_BY_KEY } from './key-limits';
import type { Principal } from './principal';

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
  const scope = scopeOf(by, verb, kind);
  if (scope === 'none') throw accessErrors.denied({ detail: `Your roles do not allow to ${words(verb)} a ${kind}.` });
  if (!record || reaches(by, scope, record)) return;
  const readScope = widestByKey(by, 'read', kind);
  const readable = readScope !== 'none' && reaches(by, readScope, record);
  if (readable) throw accessErrors.denied({ detail: `You may see this ${kind}, but not ${words(verb)} it.` });
  throw notFound(kind);
}

/** How far the principal's right reaches. */
export function scopeOf<K extends Kind>(by: Principal, verb: VerbOf<K>, kind: K): Scope {
  return widestByKey(by, verb, kind);
}

/** With an API key never more than the key is limited to, and nothing at all of what sign-in itself is made of. */
function widestByKey(by: Principal, verb: string, kind: Kind): Scope {
  if (by.may && (NOT_BY_KEY.includes(kind) || !by.may.some((entry) => covers(entry, kind, verb)))) return 'none';
  return widestScope(by.roles, kind, verb);
}

/**
 * The scope as an SQL condition, for every query that reads records of the kind. Parameters are numbered from `firstParam`.
 * A subtree is a *range* of paths, which an index answers (a `LIKE` would scan); the path column must be `COLLATE "C"`.
 */
export function scopeSql<K extends Kind>(by: Principal, verb: VerbOf<K>, kind: K, columns: ScopeColumns, firstParam = 1): ScopeCondition {
  const scope = scopeOf(by, verb, kind);
  const alternatives: string[] = [];
  const params: unknown[] = [];
  const param = (value: unknown) => `$${firstParam + params.push(value) - 1}`;

  if (scope === 'all') return { sql: 'true', params };
  if (scope === 'none') return { sql: 'false', params };
  alternatives.push(`${columns.owner} = ${param(by.personId)}`);
  const range = scope === 'unit' ? pathRange(by.unitPath) : undefined;
  if (range) {
    const path = `${columns.path} COLLATE "C"`;
    alternatives.push(`(${path} >= ${param(range.from)} AND ${path} < ${param(range.to)})`);
  }
  if (columns.shared) alternatives.push(`(${columns.shared})`);
  return { sql: `(${alternatives.join(' OR ')})`, params };
}

/** All paths of a unit and the units below it: `from` ≤ path < `to`, compared byte by byte. `1.3.` gives `1.3.` … `1.3/`. */
export function pathRange(unitPath: string): { from: string; to: string } | undefined {
  if (!unitPath.endsWith('.')) return undefined;
  return { from: unitPath, to: `${unitPath.slice(0, -1)}/` };
}

function reaches(by: Principal, scope: Scope, record: ScopedRecord): boolean {
  if (scope === 'all' || (scope !== 'none' && record.shared)) return true;
  if (scope === 'none') return false;
  if (record.ownerId === by.personId) return true;
  return scope === 'unit' && by.unitPath.endsWith('.') && (record.orgPath ?? '').startsWith(by.unitPath);
}

function notFound(kind: Kind) {
  const code = `${kind}.not_found`;
  return errorCatalogue().has(code) ? errorFromCode(code, {}) : requestErrors.not_found({ detail: `There is no such ${kind}.` });
}

const words = (verb: string) => verb.replaceAll('-', ' ');

export const access = { require, scopeOf, scopeSql };
