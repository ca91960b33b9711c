import { z } from 'zod';
import { nearest } from './nearest-name';

/** What is wrong with a document, and where: `path` leads to the faulty value, keys and positions. */
export interface PolicyFault {
  path: (string | number)[];
  /** The rule that is broken, and by what. */
  message: string;
  /** What to do about it. */
  action: string;
}

/** A rule that only the parts of a document together can break, for `superRefine`. */
export function brokenRule(context: z.RefinementCtx, path: (string | number)[], message: string, action: string): void {
  context.addIssue({ code: 'custom', message, path, params: { action } });
}

type Issue = z.core.$ZodIssue;
type JsonSchema = { [key: string]: unknown };

/** Every fault of a document by its schema, in the order of the document's rules. None: it is good. */
export function faultsOf(schema: z.ZodType, document: unknown): PolicyFault[] {
  const result = schema.safeParse(document);
  return result.success ? [] : result.error.issues.flatMap((issue) => explained(issue, [], document, schema));
}

function explained(issue: Issue, above: readonly (string | number)[], document: unknown, schema: z.ZodType): PolicyFault[] {
  const path = [...above, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
  const value = valueAt(document, path);
  const said = shown(value);
  const fault = (message: string, action: string): PolicyFault[] => [{ path, message, action }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => strangeKey([...path, key], key, schema));
    case 'invalid_type': {
      const wanted = inWords[issue.expected] ?? issue.expected;
      if (value === undefined) return fault('is missing', `add ${String(path.at(-1) ?? 'it')}: ${wanted}`);
      return fault(`is ${said}, not ${wanted}`, `write ${wanted}${issue.expected === 'array' ? ', each entry on a line of its own after a dash' : ''}`);
    }
    case 'invalid_value':
      return oneOf(path, value, issue.values.map(String));
    case 'too_small':
      if (issue.origin === 'string') return fault('is empty', 'write it');
      if (issue.origin === 'array') return fault(`has ${(value as unknown[]).length} of at least ${issue.minimum}`, `name at least ${issue.minimum}`);
      return fault(`is ${said}, less than ${issue.minimum}`, `write ${issue.minimum} or more`);
    case 'too_big':
      if (issue.origin === 'number' || issue.origin === 'int') return fault(`is ${said}, more than ${issue.maximum}`, `write ${issue.maximum} or less`);
      return fault(`is too long: at most ${issue.maximum}`, 'make it shorter');
    case 'invalid_format': {
      const wanted = issue.format === 'uuid' ? 'an id (UUID)' : issue.message.startsWith('Invalid') ? `what fits ${String(issue.pattern)}` : issue.message;
      return fault(`is ${said}, not ${wanted}`, `write ${wanted}`);
    }
    case 'invalid_key':
      return fault('is no key that can stand here', issue.issues.flatMap((inner) => explained(inner, path, document, schema)).map(({ action }) => action)[0] ?? 'write another one');
    case 'invalid_union':
      return ofUnion(issue, path, value, document, schema);
    default:
      return fault(issue.message, actionOf(issue));
  }
}

/** What the variant says that the writer most likely meant: the one whose faults lie deepest. */
function ofUnion(issue: z.core.$ZodIssueInvalidUnion, path: (string | number)[], value: unknown, document: unknown, schema: z.ZodType): PolicyFault[] {
  if (issue.errors.length === 0) {
    const allowed = constantsAt(schema, path);
    return value === undefined ? [{ path, message: 'is missing', action: `add ${String(path.at(-1))}: one of ${allowed.join(', ')}` }] : oneOf(path, value, allowed);
  }
  const atRoot = (issues: readonly Issue[]) => issues.filter((inner) => inner.path.length === 0 && inner.code === 'invalid_type').length * 100 + issues.filter(misses).length * 10 + issues.length;
  const meant = [...issue.errors].sort((a, b) => atRoot(a) - atRoot(b))[0]!;
  return meant.flatMap((inner) => explained(inner, path, document, schema));
}

/** A key that the variant would need, or does not know: then another one was meant. */
const misses = (issue: Issue): boolean => issue.code === 'unrecognized_keys' || (issue.path.length === 1 && issue.code === 'invalid_type');

function oneOf(path: (string | number)[], value: unknown, allowed: readonly string[]): PolicyFault[] {
  if (value === undefined) return [{ path, message: 'is missing', action: `add ${String(path.at(-1))}: ${list(allowed)}` }];
  const meant = typeof value === 'string' ? nearest(value, allowed) : undefined;
  return [{ path, message: `is ${shown(value)}, not ${list(allowed)}`, action: meant ? `write ${meant}` : `write ${list(allowed)}` }];
}

function strangeKey(path: (string | number)[], key: string, schema: z.ZodType): PolicyFault {
  const known = keysAt(schema, path.slice(0, -1));
  const meant = nearest(key, known);
  const action = meant ? `write ${meant}, or take it out` : known.length > 0 ? `take it out; there are: ${known.join(', ')}` : 'take it out';
  return { path, message: 'is not a rule of this kind of document', action };
}

function actionOf(issue: Issue): string {
  const { params } = issue as { params?: { action?: string } };
  return params?.action ?? 'change it so that this holds';
}

const inWords: Record<string, string> = { int: 'a whole number', number: 'a number', string: 'a text', boolean: 'true or false', array: 'a list', object: 'a group of rules', record: 'a group of values' };
const list = (values: readonly string[]) => (values.length === 1 ? values[0]! : `one of ${values.join(', ')}`);

function shown(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group';
  const text = JSON.stringify(value);
  return text === undefined ? 'missing' : text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}

function valueAt(document: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, part) => (inner as Record<string | number, unknown> | null | undefined)?.[part], document);
}

const keysAt = (schema: z.ZodType, path: readonly (string | number)[]): string[] => [
  ...new Set(schemasAt(schema, path).flatMap(({ properties }) => Object.keys((properties as object | undefined) ?? {}))),
];

/** The constants that variants of a union are told apart by. */
const constantsAt = (schema: z.ZodType, path: readonly (string | number)[]): string[] => [
  ...new Set(schemasAt(schema, path).flatMap(({ const: only, enum: many }) => (only !== undefined ? [String(only)] : ((many as unknown[] | undefined)?.map(String) ?? [])))),
];

/** Whatever the published schema allows at a place: of unions, every variant. */
function schemasAt(schema: z.ZodType, path: readonly (string | number)[]): JsonSchema[] {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  const variants = (one: JsonSchema | undefined): JsonSchema[] => {
    if (!one) return [];
    if (typeof one.$ref === 'string') return variants(valueAt(root, one.$ref.split('/').slice(1)) as JsonSchema | undefined);
    const inner = [one.anyOf, one.oneOf, one.allOf].flatMap((many) => (many as JsonSchema[] | undefined) ?? []);
    return inner.length > 0 ? inner.flatMap(variants) : [one];
  };
  let here = variants(root);
  for (const part of path) {
    here = here.flatMap((one) => variants((typeof part === 'number' ? one.items : ((one.properties as JsonSchema | undefined)?.[part] ?? one.additionalProperties)) as JsonSchema | undefined));
  }
  return here;
}
