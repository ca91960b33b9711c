import type { Kind } from './grants';

/**
 * What a role can be narrowed to beside a unit, and which kinds of record say it of themselves. A dimension narrows these and no others: an account
 * has no product. What a policy does is shown of leads.
 */
const OF_LEADS = ['region', 'businessType', 'product'] as const;
export const dimensionsOf = {
  lead: OF_LEADS,
  policy: OF_LEADS,
  opportunity: ['product'],
  contract: ['product'],
  plan: ['product'],
  receivable: ['product'],
} as const satisfies Partial<Record<Kind, readonly Dimension[]>>;

export const DIMENSIONS = ['region', 'businessType', 'product'] as const;
export type Dimension = (typeof DIMENSIONS)[number];
/** The dimensions that records of a kind have. */
export type DimensionOf<K extends Kind> = K extends keyof typeof dimensionsOf ? (typeof dimensionsOf)[K][number] : never;

/** What a role is narrowed to: in each dimension one of these values, as the records write them. A record that says nothing there lies outside. */
export type Only = { readonly [D in Dimension]?: readonly string[] | undefined };

/** Limits of what one role, or somebody's roles together, can be narrowed to: all of it travels in every access token. */
export const ONLY_VALUES = 20;
export const ONLY_CHARACTERS = 2_000;

/** The part of it that concerns the kind; undefined: nothing does. */
export function onlyOf(kind: Kind, only: Only | undefined): Only | undefined {
  if (!only) return undefined;
  const has: readonly Dimension[] = (dimensionsOf as Partial<Record<Kind, readonly Dimension[]>>)[kind] ?? [];
  const part = has.flatMap((dimension) => (only[dimension] ? [[dimension, only[dimension]] as const] : []));
  return part.length === 0 ? undefined : Object.fromEntries(part);
}

/** Whether what a record says of itself lies within. */
export function liesIn(only: Only | undefined, record: { readonly [D in Dimension]?: string | null | undefined }): boolean {
  return Object.entries(only ?? {}).every(([dimension, values]) => {
    const said = record[dimension as Dimension];
    return typeof said === 'string' && !!values?.includes(said);
  });
}
