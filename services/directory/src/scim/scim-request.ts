import { z } from 'zod';
import { parseFilter, type ScimFilter } from './scim-filter';
import { asWritten, canonical, canonicalPath, URN } from './scim-names';
import { ScimRefusal } from './scim-refusal';

/** Resources in one answer. */
export const MOST_RESULTS = 200;

const names = z.union([z.string(), z.array(z.string())]).optional();
const querySchema = z.object({
  filter: z.string().optional(),
  // Less than 1 counts as 1, less than 0 as 0 (RFC 7644, 3.4.2.4).
  startIndex: z.coerce.number().int().default(1).transform((n) => Math.max(1, n)),
  count: z.coerce.number().int().default(100).transform((n) => Math.min(Math.max(0, n), MOST_RESULTS)),
  attributes: names,
  excludedAttributes: names,
});

export interface ScimQuery {
  filter: ScimFilter | undefined;
  startIndex: number;
  count: number;
  project: (resource: object) => object;
}

/** Of the address, or of the body of a `.search`. Other parameters, such as `sortBy`, are ignored, as the protocol allows. @throws ScimRefusal invalidFilter, invalidValue */
export function scimQuery(query: unknown): ScimQuery {
  const parsed = querySchema.safeParse(canonical(query ?? {}));
  if (!parsed.success) throw new ScimRefusal(400, 'invalidValue', `${parsed.error.issues[0]!.path.join('.')}: ${parsed.error.issues[0]!.message}.`);
  const { filter, startIndex, count, attributes, excludedAttributes } = parsed.data;
  return { filter: filter === undefined ? undefined : parseFilter(filter), startIndex, count, project: projection(listOf(attributes), listOf(excludedAttributes)) };
}

const listOf = (given: string | string[] | undefined): string[] =>
  (Array.isArray(given) ? given : (given ?? '').split(',')).map((name) => name.trim()).filter((name) => name !== '').map(canonicalPath);

/** Always told, whatever is asked for. */
const ALWAYS = ['schemas', 'id'];

function projection(wanted: readonly string[], unwanted: readonly string[]): (resource: object) => object {
  if (wanted.length > 0) {
    return (resource) => {
      const kept: Record<string, unknown> = {};
      for (const path of [...ALWAYS, ...wanted]) keep(resource as Record<string, unknown>, stepsOf(path), kept);
      return kept;
    };
  }
  const dropped = unwanted.filter((path) => !ALWAYS.includes(path));
  if (dropped.length === 0) return (resource) => resource;
  return (resource) => {
    const rest = JSON.parse(JSON.stringify(resource)) as Record<string, unknown>;
    for (const path of dropped) drop(rest, stepsOf(path));
    return rest;
  };
}

function stepsOf(path: string): string[] {
  if (path === URN.enterprise) return [path];
  if (path.startsWith(`${URN.enterprise}:`)) return [URN.enterprise, ...path.slice(URN.enterprise.length + 1).split('.')];
  return path.split('.').map(asWritten);
}

function keep(from: Record<string, unknown>, [first, ...rest]: string[], into: Record<string, unknown>): void {
  const value = first === undefined ? undefined : from[first];
  if (first === undefined || value === undefined) return;
  if (rest.length === 0) into[first] = value;
  else if (Array.isArray(value)) into[first] = value.map((one: Record<string, unknown>) => ({ ...(one[rest[0]!] !== undefined && { [rest[0]!]: one[rest[0]!] }) }));
  else {
    const inner = (into[first] ?? {}) as Record<string, unknown>;
    keep(value as Record<string, unknown>, rest, inner);
    into[first] = inner;
  }
}

function drop(from: Record<string, unknown>, [first, ...rest]: string[]): void {
  const value = first === undefined ? undefined : from[first];
  if (first === undefined || value === undefined) return;
  if (rest.length === 0) delete from[first];
  else for (const one of Array.isArray(value) ? value : [value]) drop(one as Record<string, unknown>, rest);
}

export const listResponse = (total: number, startIndex: number, resources: object[]) => ({
  schemas: [URN.list],
  totalResults: total,
  startIndex,
  itemsPerPage: resources.length,
  Resources: resources,
});

/** @param header `If-Match` @throws ScimRefusal (412) where it names another version than this one */
export function requireVersion(header: string | undefined, version: number): void {
  if (header === undefined || header.trim() === '*') return;
  const named = header.split(',').map((one) => /^(?:W\/)?"(\d+)"$/.exec(one.trim())?.[1]);
  if (!named.includes(String(version))) throw new ScimRefusal(412, undefined, `The resource has changed since it was read: it is W/"${version}".`);
}

/** Bodies arrive as text where they are `application/scim+json`. @throws ScimRefusal invalidSyntax */
export function scimBody(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    throw new ScimRefusal(400, 'invalidSyntax', 'The body is no JSON.');
  }
}
