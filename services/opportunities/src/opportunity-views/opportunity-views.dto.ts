import { pageQuery, pageSchema, searchedText } from '@throughline/http/page';
import { moneySchema } from '@throughline/money/money';
import { becauseSchema } from '@throughline/policy/because';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const status = z.enum(['open', 'won', 'lost']);
const instant = z.iso.datetime();

export const opportunityListQuerySchema = z.strictObject({
  ...pageQuery,
  status: status.optional(),
  stage: z.string().max(60).optional(),
  owner: z.uuid().optional(),
  /** Somewhere in the customer's name or the product. */
  text: searchedText,
});
export type OpportunityListQuery = z.infer<typeof opportunityListQuerySchema>;
export class OpportunityListQueryDto extends createZodDto(opportunityListQuerySchema) {}

export const opportunityLineSchema = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
  accountName: z.string(),
  ownerId: z.uuid(),
  product: z.string(),
  status,
  stage: z.string(),
  amount: moneySchema,
  openedAt: instant,
  expectedCloseOn: z.iso.date(),
  stageEnteredAt: instant,
  /** Due when, because of what; null when nothing of the stage clock is to come. */
  due: z.object({ kind: z.string(), at: instant, because: becauseSchema }).nullable(),
  version: z.int(),
});
export type OpportunityLine = z.infer<typeof opportunityLineSchema>;
export class OpportunityPageDto extends createZodDto(pageSchema(opportunityLineSchema)) {}

export const opportunityDetailSchema = opportunityLineSchema.extend({
  pipeline: z.string(),
  leadId: z.uuid().nullable(),
  contactId: z.uuid().nullable(),
  /** Before discounts. */
  listAmount: moneySchema,
  discountPercent: z.string(),
  /** Times won. */
  cycle: z.int(),
  terms: z.unknown(),
  lostReason: z.string().nullable(),
  lostNote: z.string().nullable(),
  closedAt: instant.nullable(),
  stages: z.array(z.object({ key: z.string(), label: z.string(), probability: z.number(), milestone: z.object({ key: z.string(), label: z.string() }), met: z.boolean() })),
  milestones: z.array(z.object({ key: z.string(), evidence: z.string(), by: z.string(), at: instant })),
  /** Stays in stages, oldest first. `minutes` of wall time; null for the present stay. */
  history: z.array(
    z.object({ stage: z.string(), enteredAt: instant, leftAt: instant.nullable(), soonAt: instant.nullable(), overdueAt: instant.nullable(), minutes: z.number().nullable() }),
  ),
  discountRequests: z.array(
    z.object({
      /** As those who agreed left it; null where it was not granted. */
      grantedPercent: z.string().nullable(),
      requestId: z.uuid(), percent: z.string(), reason: z.string(), status: z.string(), requestedBy: z.string(), requestedAt: instant, concludedAt: instant.nullable(),
    }),
  ),
  /** The latest fifty. */
  activities: z.array(
    z.object({ id: z.uuid(), kind: z.string(), on: z.string(), minutes: z.int().nullable(), note: z.string().nullable(), by: z.string(), at: instant }),
  ),
});
export type OpportunityDetail = z.infer<typeof opportunityDetailSchema>;
export class OpportunityDetailDto extends createZodDto(opportunityDetailSchema) {}
