/** A JSON Schema, and what a form is told beside it by `x-…`. */
export interface FormSchema {
  [keyword: string]: unknown;
  type?: string | string[];
  title?: string;
  description?: string;
  properties?: Record<string, FormSchema>;
  required?: string[];
  items?: FormSchema;
  anyOf?: FormSchema[];
  oneOf?: FormSchema[];
  additionalProperties?: FormSchema | boolean;
  propertyNames?: FormSchema;
  enum?: string[];
  const?: unknown;
  $ref?: string;
  $defs?: Record<string, FormSchema>;
  /** What holds where nothing is said. */
  'x-default'?: unknown;
  /** How a text is entered, where not letter by letter. */
  'x-kind'?: TextKind;
  /** Of what a number is so many. */
  'x-unit'?: Unit;
  /** The name under which it stands in the group around it. */
  'x-name'?: string;
  /** Of a value under a name that somebody gives: the name of the group in which it stands. */
  'x-key'?: string;
  /** One of several ways to say something: its group has no frame of its own. */
  'x-way'?: true;
}

export type Unit = 'days' | 'hours' | 'minutes' | 'percent' | 'workingDays' | 'workingHours';
export type TextKind = 'time' | 'decimal' | 'person' | 'role' | 'unit' | 'activity';

/** What is called how, in the reader's language; `around` is the name of the group in which it stands. */
export interface FieldWords {
  title: (name: string, around: string) => string;
  hint: (name: string, around: string) => string | undefined;
  /** Of a value under a name that somebody gives: the name of the group in which it stands. */
  'x-key'?: string;
  /** One of several ways to say something, told apart by a value, or by what has to be given with it. */
  way: (way: string, around: string) => string;
}

/** Which policy, which version, by whom and why: asked for beside the rules. */
export const HEADER: readonly string[] = ['kind', 'id', 'version', 'author', 'reason', 'effectiveFrom'];

const UNITS: [RegExp, Unit][] = [[/workingDays$/i, 'workingDays'], [/workingHours$/i, 'workingHours'], [/days(before|after)?$/i, 'days'], [/hours$/i, 'hours'], [/minutes$/i, 'minutes'], [/^ratio$/, 'percent']];
/** Of what a number under this name is so many; `around` says it for names such as grades. */
export const unitOf = (name: string, around: string): Unit | undefined => UNITS.find(([pattern]) => pattern.test(name) || pattern.test(around))?.[1];

const isTime = (pattern: unknown) => typeof pattern === 'string' && pattern.includes('[0-5]\\d');
const isDecimal = (pattern: unknown) => typeof pattern === 'string' && /^\^-?\??\\d\{1,\d+\}/.test(pattern);
const ROLES = ['role', 'roles', 'fallbackRole'];

/** The schema that a form is made from: the published one with words, without what stands beside the rules, and with what helps to enter a value. */
export function formSchema(published: FormSchema, words: FieldWords): FormSchema {
  const { properties = {}, required = [], $defs, type } = published;
  const rules = Object.entries(properties).filter(([name]) => !HEADER.includes(name));
  const root: FormSchema = { type: type ?? 'object', properties: Object.fromEntries(rules), required: required.filter((name) => !HEADER.includes(name)), additionalProperties: false };
  return {
    ...shaped(root, '', '', words),
    ...($defs && { $defs: Object.fromEntries(Object.entries($defs).map(([name, one]) => [name, shaped(one, 'condition', '', words)])) }),
  };
}

function shaped(schema: FormSchema, name: string, around: string, words: FieldWords): FormSchema {
  const { default: otherwise, minLength: _length, oneOf, anyOf = oneOf, ...rest } = withoutShortForms(schema);
  const all: FormSchema = { ...rest, 'x-name': name, ...(otherwise !== undefined && { 'x-default': otherwise }) };
  if (anyOf) return { ...all, anyOf: anyOf.map((way) => oneWay(way, name, words)) };
  if (all.type === 'object') return group(all, name, words);
  if (all.type === 'array') return { ...all, items: shaped(all.items!, name, around, words), ...(all.items!.enum && { uniqueItems: true }) };
  if (typeIs(all, 'integer') || typeIs(all, 'number')) {
    const unit = unitOf(name, around);
    return { ...all, ...(all['maximum'] === Number.MAX_SAFE_INTEGER && { maximum: undefined }), ...(unit && { 'x-unit': unit }) };
  }
  if (typeIs(all, 'string') && !all.enum) {
    const kind = kindOf(all, name, around);
    return { ...all, ...(kind && { 'x-kind': kind }) };
  }
  return all;
}

function kindOf({ format, pattern }: FormSchema, name: string, around: string): TextKind | undefined {
  if (format === 'uuid') return 'person';
  if (isTime(pattern)) return 'time';
  if (isDecimal(pattern)) return 'decimal';
  if (ROLES.includes(name)) return 'role';
  if (name === 'unit') return 'unit';
  return name === 'kind' && around === 'resets' ? 'activity' : undefined;
}

/** A group that has no value it must have is always there; else whoever fills in the form decides whether it is. */
function group(schema: FormSchema, name: string, words: FieldWords): FormSchema {
  const { properties, propertyNames, additionalProperties } = schema;
  if (propertyNames?.enum && typeof additionalProperties === 'object') {
    return group({ ...schema, properties: Object.fromEntries(propertyNames.enum.map((key) => [key, additionalProperties])), propertyNames: undefined, additionalProperties: false }, name, words);
  }
  if (typeof additionalProperties === 'object') {
    const valueName = `${name}Value`;
    return { ...schema, additionalProperties: { ...shaped(additionalProperties, valueName, name, words), title: words.title(valueName, name), 'x-key': name } };
  }
  const parts = Object.entries(properties ?? {}).map(([key, part]): [string, FormSchema] => {
    const hint = words.hint(key, name);
    return [key, { ...shaped(part, key, name, words), title: words.title(key, name), ...(hint && { description: hint }) }];
  });
  const alwaysThere = Object.entries(properties ?? {}).filter(([, { type, required = [] }]) => type === 'object' && required.length === 0);
  return { ...schema, properties: Object.fromEntries(parts), required: [...new Set([...(schema.required ?? []), ...alwaysThere.map(([key]) => key)])] };
}

/** `{ to: reassign, … }` is told by what `to` says; `{ quorum: … }` by what it has; a plain value by nothing. */
function oneWay(schema: FormSchema, around: string, words: FieldWords): FormSchema {
  if (schema.$ref) return schema;
  const named = Object.values(schema.properties ?? {}).find((part) => typeof part.const === 'string')?.const;
  const way = (named as string | undefined) ?? (schema.required?.join('_') || 'value');
  return { ...shaped(schema, around, around, words), title: words.way(way, around), 'x-way': true };
}

/** What older documents said in short (a bare number for a group) is written out in a form, and `null` is a value left empty. */
function withoutShortForms(schema: FormSchema): FormSchema {
  const { anyOf, ...rest } = schema;
  if (!anyOf) return schema;
  const withNull = anyOf.some(({ type }) => type === 'null');
  const values = anyOf.filter(({ type }) => type !== 'null');
  const ways = values.some(({ type }) => type === 'object') ? values.filter(({ type }) => type !== 'integer') : values;
  if (ways.length > 1) return { ...rest, anyOf: ways };
  const [only] = ways as [FormSchema];
  return { ...rest, ...only, ...(withNull && { type: [only.type as string, 'null'] }) };
}

export const typeIs = ({ type }: FormSchema, wanted: string): boolean => type === wanted || (Array.isArray(type) && type.includes(wanted));
/** Names and words, one like the other: entered on one line. */
export const isListOfWords = ({ items }: FormSchema): boolean => items !== undefined && typeIs(items, 'string') && !items.enum && (items['x-kind'] === undefined || items['x-kind'] === 'role');
export const isPart = (schema: FormSchema): boolean => !schema.const && (schema.type === 'object' || (schema.type === 'array' && !isListOfWords(schema) && !schema.items?.enum) || schema.anyOf !== undefined || schema.$ref !== undefined);

export const resolved = (schema: FormSchema, root: FormSchema): FormSchema => {
  if (!schema.$ref) return schema;
  const { $ref, ...beside } = schema;
  return { ...root.$defs?.[$ref.split('/').at(-1)!], ...beside };
};

/** Where a document says what the form has no place for; undefined: the form shows all of it. What is missing does not matter. */
export function misfit(schema: FormSchema, value: unknown, root = schema, path: (string | number)[] = []): (string | number)[] | undefined {
  if (value === undefined || value === null) return undefined;
  const { anyOf, type, properties, additionalProperties, items, ...here } = resolved(schema, root);
  if (anyOf) {
    const found = anyOf.map((way) => misfit(way, value, root, path));
    return found.includes(undefined) ? undefined : found.reduce((a, b) => (b!.length > a!.length ? b : a));
  }
  if ('const' in here) return here.const === value ? undefined : path;
  if (here.enum) return here.enum.includes(value as string) ? undefined : path;
  if (type === 'object') {
    if (typeof value !== 'object' || Array.isArray(value)) return path;
    return first(Object.entries(value), ([key, one]) => {
      const part = properties?.[key] ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
      return part ? misfit(part, one, root, [...path, key]) : [...path, key];
    });
  }
  if (type === 'array') return Array.isArray(value) ? first([...value.entries()], ([at, one]) => misfit(items!, one, root, [...path, at])) : path;
  const kind = typeof value;
  return typeIs({ type: type! }, kind) || (kind === 'number' && typeIs({ type: type! }, 'integer')) ? undefined : path;
}

function first<T, R>(all: readonly T[], look: (one: T) => R | undefined): R | undefined {
  for (const one of all) {
    const found = look(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a group begins with when somebody adds it: it is there, with the values that tell it apart. */
export function begun(schema: FormSchema): unknown {
  if (schema.type === 'array') return [];
  if (schema.type !== 'object') return undefined;
  const parts = Object.entries(schema.properties ?? {}).filter(([name, part]) => part.const !== undefined || schema.required?.includes(name));
  return Object.fromEntries(parts.map(([name, part]) => [name, part.const]));
}

/** Faults at their places, as the form wants them: `resets[0].minMinutes`. */
export interface FaultsAt {
  __errors?: string[];
  [name: string]: FaultsAt | string[] | undefined;
}

export function faultsAt(faults: readonly { path: string; text: string }[]): FaultsAt {
  const root: FaultsAt = {};
  for (const { path, text } of faults) {
    let here = root;
    for (const part of placeOf(path)) here = (here[part] ??= {}) as FaultsAt;
    (here.__errors ??= []).push(text);
  }
  return root;
}

export const placeOf = (path: string): string[] => path.split(/[.[\]]+/).filter(Boolean);
