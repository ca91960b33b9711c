/** The parts of an OpenAPI 3.1 document that say what a request may hold. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema?: Schema;
}
export interface Operation {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, unknown>;
}
export interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** All routes of the document, `GET /v1/leads/{id}`. */
export function routesOf(document: Document): Map<string, Operation> {
  return new Map(Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const)));
}

export interface WrongBody {
  what: string;
  body: unknown;
  /** The field that the answer must name. */
  field?: string;
}

/** Bodies that the schema does not allow, each with one fault, made of one that it does. */
export function wrongBodies(document: Document, { requestBody }: Operation, good: unknown): WrongBody[] {
  const schema = bodySchema(document, requestBody);
  if (!schema) return [];
  const { properties = {}, required = [] } = schema;
  const right = good as Record<string, unknown>;
  return [
    { what: 'a list', body: [right] },
    { what: 'a text', body: '"text"' },
    { what: 'no JSON', body: '{"' },
    { what: 'an unknown field', body: { ...right, colour: 'red' }, field: 'colour' },
    ...required.map((field) => ({ what: `no ${field}`, body: without(right, field), field })),
    ...Object.entries(properties).map(([field, one]) => ({ what: `a wrong ${field}`, body: { ...right, [field]: wrongValue(document, one) }, field })),
  ];
}

/** Texts that no field can hold: PostgreSQL has no NUL, and UTF-8 no half of a pair. Some are refused, none may break anything. */
export function strangeBodies(document: Document, { requestBody }: Operation, good: unknown): WrongBody[] {
  const { properties = {} } = bodySchema(document, requestBody) ?? {};
  return Object.entries(properties).flatMap(([field, schema]) =>
    accepts(document, schema).has('string') ? ['a\u0000b', 'a\ud800b'].map((text) => ({ what: `${field} ${JSON.stringify(text)}`, body: { ...(good as object), [field]: text }, field })) : [],
  );
}

/** A value of a query or path parameter that its schema does not allow; undefined where it allows any text. */
export function wrongText(document: Document, parameter: Parameter): string | undefined {
  const schema = resolved(document, parameter.schema ?? {});
  const types = accepts(document, schema);
  if (!types.has('string')) return 'x';
  const forms = [schema, ...(schema.anyOf ?? [])];
  return forms.some(({ enum: values, format, pattern }) => values ?? format ?? pattern) ? 'no such thing' : undefined;
}

function bodySchema(document: Document, body: Operation['requestBody']): Schema | undefined {
  const schema = body?.content['application/json']?.schema;
  return schema && resolved(document, schema);
}

function resolved(document: Document, schema: Schema): Schema {
  return schema.$ref ? resolved(document, document.components.schemas[schema.$ref.split('/').at(-1)!]!) : schema;
}

/** Types of JSON that the schema takes; everything where it does not say. */
function accepts(document: Document, given: Schema): Set<string> {
  const schema = resolved(document, given);
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const types = [schema.type ?? []].flat();
  if (schema.const !== undefined) types.push(typeof schema.const);
  if (types.length === 0 && parts.length === 0) return new Set(['string', 'number', 'boolean', 'array', 'object', 'null']);
  return new Set([...types.map((type) => (type === 'integer' ? 'number' : type)), ...parts.flatMap((part) => [...accepts(document, part)])]);
}

function wrongValue(document: Document, schema: Schema): unknown {
  const types = accepts(document, schema);
  const all: [string, unknown][] = [['array', [{ no: 'such thing' }]], ['object', { no: 'such thing' }], ['boolean', true], ['number', 7.5], ['string', 'no such thing']];
  const wrong = all.find(([type]) => !types.has(type));
  if (!wrong) throw new Error('Any value would be right: say in the document what the field takes.');
  return wrong[1];
}

function without(body: Record<string, unknown>, field: string): object {
  const { [field]: _left, ...rest } = body;
  return rest;
}
