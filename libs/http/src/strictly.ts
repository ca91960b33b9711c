import { z } from 'zod';

const made = new WeakMap<z.ZodType, z.ZodType>();

/**
 * The same schema, refusing unknown keys in every object of it: what a caller sends and we ignore is a misunderstanding that he should
 * hear of. An object that names its own catch-all keeps it; intersections and lazy schemas are left as they are.
 */
export function strictly<T extends z.ZodType>(schema: T): T {
  const known = made.get(schema);
  if (known) return known as T;
  const strict = rebuilt(schema) as T;
  made.set(schema, strict);
  return strict;
}

/** Keys of definitions under which one inner schema lies. */
const INNER = ['innerType', 'element', 'valueType', 'in'] as const;

function rebuilt(schema: z.ZodType): z.ZodType {
  const def = schema._zod.def as unknown as Record<string, unknown> & { type: string };
  const changes: Record<string, unknown> = {};
  if (def.type === 'object') {
    const shape = def.shape as Record<string, z.ZodType>;
    changes.shape = Object.fromEntries(Object.entries(shape).map(([key, field]) => [key, strictly(field)]));
    changes.catchall = def.catchall ?? z.never();
  }
  for (const key of INNER) {
    if (isSchema(def[key])) changes[key] = strictly(def[key]);
  }
  for (const key of ['options', 'items'] as const) {
    if (Array.isArray(def[key]) && def[key].every(isSchema)) changes[key] = def[key].map((option: z.ZodType) => strictly(option));
  }
  if (Object.keys(changes).length === 0) return schema;
  return z.core.clone(schema as never, { ...def, ...changes } as never) as z.ZodType;
}

function isSchema(value: unknown): value is z.ZodType {
  return typeof value === 'object' && value !== null && '_zod' in value;
}
