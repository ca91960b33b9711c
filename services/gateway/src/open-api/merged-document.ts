import type { OpenAPIObject } from '@nestjs/swagger';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/** Schemas that mean the same in every service and are kept once. */
const SHARED = new Set(['Problem']);

/** One document of all services. Component names get the service's name in front, so that two may call a DTO the same. */
export function mergedDocument(own: OpenAPIObject, documents: Record<string, OpenAPIObject>): OpenAPIObject {
  const merged: OpenAPIObject = {
    ...own,
    info: { ...own.info, title: 'Throughline', description: 'From the first lead to the last payment. Every error is a problem (RFC 9457) with a stable code.' },
    tags: [],
    paths: { ...own.paths },
    components: { ...own.components, schemas: { ...own.components?.schemas } },
  };
  for (const [service, document] of Object.entries(documents)) {
    const renamed = renameSchemas(document, service);
    merged.tags!.push({ name: service });
    Object.assign(merged.paths, renamed.paths);
    Object.assign(merged.components!.schemas as Schemas, renamed.components?.schemas);
  }
  return merged;
}

function renameSchemas(document: OpenAPIObject, service: string): OpenAPIObject {
  const prefix = service.charAt(0).toUpperCase() + service.slice(1);
  const rename = (name: string) => (SHARED.has(name) ? name : `${prefix}${name}`);
  const visit = (value: unknown, key?: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => visit(item));
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, visit(v, k)]));
    // Two services may call a route the same; clients that are generated name functions by it.
    if (key === 'operationId') return `${service}_${value as string}`;
    const reference = typeof value === 'string' ? /^#\/components\/schemas\/(.+)$/.exec(value) : null;
    if (reference && (key === '$ref' || key === undefined)) return `#/components/schemas/${rename(reference[1]!)}`;
    return value;
  };
  const visited = visit(document) as OpenAPIObject;
  const schemas = visited.components?.schemas ?? {};
  return { ...visited, components: { ...visited.components, schemas: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [rename(name), schema])) } };
}
