import { pageQuery, pageSchema } from '@throughline/http/page';
import { moneySchema } from '@throughline/money/money';
import { becauseSchema } from '@throughline/policy/because';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { contactSchema } from '../keep-contact/keep-contact.dto';

const instant = z.iso.datetime();
const grade = z.enum(['A', 'B', 'C', 'D']);
const status = z.enum(['active', 'churned']);
const because = becauseSchema;

export const accountsQuerySchema = z.strictObject({
  ...pageQuery,
  /** Mine: I own them. Team: I am in their team. Unit: of my unit and below. All: whatever I may see. */
  view: z.enum(['mine', 'team', 'unit', 'all']).default('all'),
  status: status.optional(),
  grade: grade.optional(),
  owner: z.uuid().optional(),
  parent: z.uuid().optional(),
  keyAccount: z.enum(['true', 'false']).optional(),
  /** Whose visit is overdue now. */
  overdue: z.enum(['true', 'false']).optional(),
  /** Beginning of the name, without regard to case. */
  name: z.string().trim().min(1).max(100).optional(),
});
export type AccountsQuery = z.infer<typeof accountsQuerySchema>;
export class AccountsQueryDto extends createZodDto(accountsQuerySchema) {}

export const accountLineSchema = z.object({
  accountId: z.uuid(),
  name: z.string(),
  status,
  ownerId: z.uuid(),
  parentId: z.uuid().nullable(),
  /** 1 at the top of its tree, 4 at most. */
  depth: z.int(),
  sector: z.string().nullable(),
  country: z.string().nullable(),
  city: z.string().nullable(),
  keyAccount: z.boolean(),
  grade: grade.nullable(),
  lastVisitAt: instant.nullable(),
  visitDueAt: instant.nullable(),
  version: z.int(),
});
export type AccountLine = z.infer<typeof accountLineSchema>;
export class AccountsPageDto extends createZodDto(pageSchema(accountLineSchema)) {}

/** In one currency: what is open, what was won, what of it was invoiced, what came in. */
export const figuresSchema = z.object({ currency: z.string(), open: moneySchema, won: moneySchema, invoiced: moneySchema, received: moneySchema });
export type Figures = z.infer<typeof figuresSchema>;

export const accountDetailSchema = accountLineSchema.extend({
  creditCode: z.string().nullable(),
  domain: z.string().nullable(),
  website: z.string().nullable(),
  phone: z.string().nullable(),
  employees: z.int().nullable(),
  established: z.int().nullable(),
  revenue: moneySchema.nullable(),
  potential: moneySchema.nullable(),
  leadId: z.uuid().nullable(),
  satisfaction: z.int().nullable(),
  churn: z.object({ reason: z.string(), at: instant }).nullable(),
  /** Why it has its grade. */
  gradeReasons: z.array(because),
  gradePolicy: z.object({ id: z.string(), version: z.int() }).nullable(),
  /** Due when, because of what, and what was said about it. */
  visit: z.object({ dueAt: instant, because, said: z.array(z.object({ step: z.string(), at: instant })), next: z.object({ kind: z.enum(['remind', 'overdue']), at: instant }).nullable() }).nullable(),
  team: z.array(z.object({ personId: z.uuid(), name: z.string().nullable(), access: z.enum(['read', 'write']), role: z.string().nullable(), until: instant.nullable() })),
  partners: z.array(z.object({ partnerId: z.uuid(), name: z.string(), role: z.string(), since: z.iso.date(), note: z.string().nullable() })),
  owners: z.array(z.object({ ownerId: z.uuid(), from: instant, until: instant.nullable(), reason: z.string().nullable() })),
});
export type AccountDetail = z.infer<typeof accountDetailSchema>;
export class AccountDetailDto extends createZodDto(accountDetailSchema) {}

export const visitSchema = z.object({
  visitId: z.uuid(),
  kind: z.string(),
  purpose: z.string(),
  outcome: z.string().nullable(),
  contactIds: z.array(z.uuid()),
  by: z.uuid(),
  visitedAt: instant,
});
export type Visit = z.infer<typeof visitSchema>;
export class VisitsPageDto extends createZodDto(pageSchema(visitSchema)) {}
export class ContactsPageDto extends createZodDto(pageSchema(contactSchema)) {}
export class PageQueryDto extends createZodDto(z.strictObject(pageQuery)) {}

export const treeSchema = z.object({
  /** From this account downwards; what the caller may not see has no id and a masked name, but counts in the sums. */
  nodes: z.array(
    z.object({
      accountId: z.uuid().nullable(),
      name: z.string(),
      parentId: z.uuid().nullable(),
      depth: z.int(),
      ownerId: z.uuid().nullable(),
      grade: grade.nullable(),
      own: z.array(figuresSchema),
      /** With everything below it. */
      rolledUp: z.array(figuresSchema),
    }),
  ),
});
export type AccountTree = z.infer<typeof treeSchema>;
export class AccountTreeDto extends createZodDto(treeSchema) {}
