import { z } from 'zod';

import { strictly } from './strictly';

const inner = z.object({ a: z.string() });

describe('strictly', () => {
  it.each([
    ['an object', inner, { a: 'x' }, { a: 'x', b: 1 }],
    ['an object in an object', z.object({ i: inner }), { i: { a: 'x' } }, { i: { a: 'x', b: 1 } }],
    ['an array', z.array(inner), [{ a: 'x' }], [{ a: 'x', b: 1 }]],
    ['an optional field', z.object({ i: inner.optional() }), {}, { i: { a: 'x', b: 1 } }],
    ['a nullable default', z.object({ i: inner.nullable().default(null) }), {}, { i: { a: 'x', b: 1 } }],
    ['a record', z.record(z.string(), inner), { k: { a: 'x' } }, { k: { a: 'x', b: 1 } }],
    ['a refined object', inner.refine(({ a }) => a !== ''), { a: 'x' }, { a: 'x', b: 1 }],
    ['a transformed object', inner.transform(({ a }) => a), { a: 'x' }, { a: 'x', b: 1 }],
    [
      'a union told apart by a field',
      z.discriminatedUnion('kind', [z.object({ kind: z.literal('x') }), z.object({ kind: z.literal('y'), i: inner })]),
      { kind: 'y', i: { a: 'x' } },
      { kind: 'x', i: { a: 'x' } },
    ],
  ])('refuses unknown keys in %s', (_what, schema, good, bad) => {
    expect(schema.safeParse(bad).success).toBe(true);
    expect(strictly(schema as z.ZodType).safeParse(good).success).toBe(true);
    expect(strictly(schema as z.ZodType).safeParse(bad).success).toBe(false);
  });

  it('keeps the refinements', () => {
    expect(strictly(inner.refine(({ a }) => a !== 'no')).safeParse({ a: 'no' }).success).toBe(false);
  });

  it('leaves an object its own catch-all', () => {
    expect(strictly(z.looseObject({ a: z.string() })).safeParse({ a: 'x', b: 1 }).success).toBe(true);
  });
});
