import type { Filter } from 'scim2-parse-filter';
import { filter as testOf, parse } from 'scim2-parse-filter';
import { canonicalPath } from './scim-names';
import { ScimRefusal } from './scim-refusal';

/** Their letters count; of all other texts they do not (RFC 7643, `caseExact`). */
const caseExact = new Set(['id', 'externalId', 'meta.location', 'meta.version', 'members.value', 'groups.value', 'manager.value']);
const LONGEST = 2_000;
/** A complex attribute with many values is compared by its `value`. */
const many = new Set(['emails', 'roles', 'members', 'groups']);

export interface ScimFilter {
  matches: (resource: object) => boolean;
  /** Values that a resource must have in these attributes, so that the table need not be read whole. */
  equals: ReadonlyMap<string, string>;
}

/** @throws ScimRefusal (400 invalidFilter) */
export function parseFilter(text: string): ScimFilter {
  if (text.length > LONGEST) throw new ScimRefusal(400, 'invalidFilter', `A filter has at most ${LONGEST} characters.`);
  let parsed: Filter;
  try {
    parsed = lowered(parse(text), '');
  } catch (error) {
    if (error instanceof ScimRefusal) throw error;
    throw new ScimRefusal(400, 'invalidFilter', `The filter cannot be read: ${(error as Error).message}`);
  }
  const test = testOf(parsed);
  return { matches: (resource) => test(loweredValue(resource, '')), equals: new Map(conjuncts(parsed)) };
}

function* conjuncts(filter: Filter): Generator<[string, string]> {
  if (filter.op === 'and') for (const one of (filter as Extract<Filter, { filters: Filter[] }>).filters) yield* conjuncts(one);
  if (filter.op === 'eq') {
    const { attrPath, compValue } = filter as Extract<Filter, { compValue: unknown }>;
    if (typeof compValue === 'string') yield [attrPath, compValue];
  }
}

/** Paths as we write them, texts in small letters where letters do not count. */
function lowered(filter: Filter, within: string): Filter {
  if ('filters' in filter) return { ...filter, filters: filter.filters.map((one) => lowered(one, within)) };
  if (filter.op === 'not') return { ...filter, filter: lowered((filter as Extract<Filter, { filter: Filter }>).filter, within) } as Filter;
  const path = canonicalPath((filter as { attrPath: string }).attrPath);
  if (filter.op === '[]') return { ...filter, attrPath: path, valFilter: lowered((filter as Extract<Filter, { valFilter: Filter }>).valFilter, `${path}.`) } as Filter;
  if (!('compValue' in filter)) return { ...filter, attrPath: path } as Filter;
  const attrPath = many.has(path) ? `${path}.value` : path;
  const exact = caseExact.has(`${within}${attrPath}`.replace(/^urn:.*:/, ''));
  const compValue = typeof filter.compValue === 'string' && !exact ? filter.compValue.toLowerCase() : filter.compValue;
  return { ...filter, attrPath, compValue };
}

function loweredValue(value: unknown, path: string): unknown {
  if (typeof value === 'string') return caseExact.has(path) ? value : value.toLowerCase();
  if (Array.isArray(value)) return value.map((one) => loweredValue(one, path));
  if (typeof value !== 'object' || value === null) return value;
  const below = (key: string): string => (path === '' || path.startsWith('urn:') ? key : `${path}.${key}`);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, loweredValue(inner, below(key))]));
}
