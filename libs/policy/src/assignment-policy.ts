import { z } from 'zod';
import { policyHeader, wholeHours } from './policy-document';
import { brokenRule } from './policy-faults';

const person = z.uuid();
const words = z.array(z.string().min(1)).min(1);

/** Who may be given a lead: named people, or whoever has the role in a unit or below it. */
const among = z
  .strictObject({
    people: z.array(person).min(1).max(500).optional(),
    /** Path of a unit, `1.2.`; its people and those below it. */
    unit: z.string().regex(/^(\d+\.)+$/, 'a path as 1.2.').optional(),
    role: z.enum(['sales-rep', 'sales-manager', 'sales-head']).default('sales-rep'),
  })
  .refine(({ people, unit }) => people === undefined || unit === undefined, { error: 'names both people and a unit', params: { action: 'give either people or unit' } });

/** Which leads a rule or a region is for: each key that is given must fit. An attribute is a column that the lead brought with it. */
const fits = z.strictObject({
  businessType: words.optional(),
  source: words.optional(),
  campaign: words.optional(),
  product: words.optional(),
  channel: words.optional(),
  country: words.optional(),
  region: words.optional(),
  city: words.optional(),
  grade: words.optional(),
  attributes: z.record(z.string(), words).optional(),
});

/** A company on a list, known by any of these. */
const company = z
  .strictObject({ creditCode: z.string().optional(), domain: z.string().optional(), name: z.string().optional() })
  .refine((keys) => Object.values(keys).some((key) => key !== undefined), { error: 'names no company', params: { action: 'give creditCode, domain or name' } });

/** How candidates are found and put in order. */
export const assignmentStrategySchema = z.discriminatedUnion('kind', [
  /** Named accounts: each company has its seller, and those who take over for him, in this order. */
  z.strictObject({ kind: z.literal('named-list'), list: z.array(z.strictObject({ companies: z.array(company).min(1), people: z.array(person).min(1) })).min(1) }),
  /** One after the other. */
  z.strictObject({ kind: z.literal('round-robin'), among }),
  /** The first region that fits; one after the other within it. */
  z.strictObject({ kind: z.literal('by-region'), regions: z.array(z.strictObject({ key: z.string().min(1), in: fits, among })).min(1) }),
  /** One desk, such as that of an event: the first of its people who can. */
  z.strictObject({ kind: z.literal('dedicated'), people: z.array(person).min(1) }),
  /** Whoever owns the fewest leads; among equals one after the other. */
  z.strictObject({ kind: z.literal('least-loaded'), among }),
]);

const rule = z.strictObject({
  key: z.string().min(1).max(60),
  when: fits.default({}),
  /** The seller who has another lead, or the account, of the same company comes first, where he can. */
  stickyByCompany: z.boolean().default(false),
  strategy: assignmentStrategySchema,
});

/** Rules by which the leads of a pool are given to sellers. */
export const assignmentPolicySchema = z
  .strictObject({
    kind: z.literal('assignment'),
    ...policyHeader,
    /** Whether leads are given out as they come in, or when somebody asks for it. */
    start: z.enum(['on-arrival', 'on-request']).default('on-request'),
    /** Only to people in their working hours; false: an absence still keeps leads away. */
    onShiftOnly: z.boolean().default(true),
    capacity: z
      .strictObject({
        /** Leads that a person may own, however he got them. */
        open: z.number().int().min(1).optional(),
        /** Leads that a person is given on one local day. */
        perDay: z.number().int().min(1).optional(),
      })
      .default({}),
    /** The owner must accept, decline or act within this working time of his; then the next in line gets the lead. */
    answer: z
      .strictObject({ withinWorkingHours: wholeHours, whenNobodyIsLeft: z.enum(['pool', 'manager']).default('pool') })
      .optional(),
    /** After how many minutes a lead is looked at again that nobody has room for. */
    lookAgainAfterMinutes: z.number().int().min(1).max(10_080).default(60),
    /** The first that fits a lead decides; a lead that none fits stays in the pool. */
    rules: z.array(rule).min(1),
  })
  .superRefine(({ rules }, context) => {
    const keys = rules.map(({ key }) => key);
    if (new Set(keys).size !== keys.length) brokenRule(context, ['rules'], 'each rule needs a key of its own', 'rename one: turns are kept by the key');
  });

export type AssignmentPolicy = z.infer<typeof assignmentPolicySchema>;
export type AssignmentRule = AssignmentPolicy['rules'][number];
export type AssignmentStrategy = AssignmentRule['strategy'];
export type Among = z.infer<typeof among>;
export type ListedCompany = z.infer<typeof company>;
export type LeadFits = z.infer<typeof fits>;

/** Everybody whom a policy names by id, each once. */
export function namedPeople({ rules }: AssignmentPolicy): Set<string> {
  const named = rules.flatMap(({ strategy: way }) => {
    switch (way.kind) {
      case 'named-list':
        return way.list.flatMap(({ people }) => people);
      case 'dedicated':
        return way.people;
      case 'by-region':
        return way.regions.flatMap((region) => region.among.people ?? []);
      default:
        return way.among.people ?? [];
    }
  });
  return new Set(named);
}
