import { pageQuery, pageSchema } from '@throughline/http/page';
import { moneySchema } from '@throughline/money/money';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const instant = z.iso.datetime();
const named = z.object({ key: z.string(), label: z.string() });
/** Narrow what is shown; they open nothing. `unit` with those below it. */
export const boardFilter = { owner: z.uuid().optional(), unit: z.uuid().optional() };

/** What the figures of the overview count: `overdue`, or what is open and expected to close in a month. */
const countedFilter = { clock: z.literal('overdue').optional(), closing: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month as 2026-03').optional() };

export const boardQuerySchema = z.strictObject({ ...boardFilter, ...countedFilter, cards: z.coerce.number().int().min(0).max(50).default(20) });
export type BoardQuery = z.infer<typeof boardQuerySchema>;
export class BoardQueryDto extends createZodDto(boardQuerySchema) {}

export const stageCardsQuerySchema = z.strictObject({ ...pageQuery, ...boardFilter, ...countedFilter });
export type StageCardsQuery = z.infer<typeof stageCardsQuerySchema>;
export class StageCardsQueryDto extends createZodDto(stageCardsQuerySchema) {}

export const pipelineSchema = z.object({
  key: z.string(),
  stages: z.array(
    z.object({ ...named.shape, /** Whole percent. */ probability: z.int(), milestone: named, expectedWorkingDays: z.int() }),
  ),
});
export type PipelineAnswer = z.infer<typeof pipelineSchema>;
export const pipelinesSchema = z.object({ items: z.array(pipelineSchema) });
export class PipelinesDto extends createZodDto(pipelinesSchema) {}

export const boardCardSchema = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
  accountName: z.string(),
  ownerId: z.uuid(),
  /** Null while the directory has not told of him. */
  ownerName: z.string().nullable(),
  product: z.string(),
  /** A won one waits for its contract or is being implemented. */
  status: z.enum(['open', 'won']),
  stage: z.string(),
  amount: moneySchema,
  expectedCloseOn: z.iso.date(),
  stageEnteredAt: instant,
  /** Null where nobody is late with it: a won one that waits for its contract. */
  clock: z.object({ state: z.enum(['in-time', 'soon', 'overdue']), soonAt: instant, overdueAt: instant }).nullable(),
  /** Of the stages up to the present one, in order. */
  milestones: z.array(named.extend({ stage: z.string(), met: z.boolean() })),
  /** The one stage it can move to, and which milestones that misses; null in the last one. */
  next: z
    .object({
      stage: z.string(),
      label: z.string(),
      missing: z.array(named),
      /** False where the deal's own story enters it (implementation, after the signature). */
      byHand: z.boolean(),
    })
    .nullable(),
  version: z.int(),
});
export type BoardCard = z.infer<typeof boardCardSchema>;
export class StageCardsDto extends createZodDto(pageSchema(boardCardSchema)) {}

export const boardSchema = z.object({
  pipeline: z.string(),
  /** Business time at which lateness was judged. */
  asOf: instant,
  stages: z.array(
    z.object({
      ...named.shape,
      probability: z.int(),
      milestone: named,
      expectedWorkingDays: z.int(),
      count: z.int(),
      soon: z.int(),
      overdue: z.int(),
      /** By currency. `weighted`: open ones by the probability of the stage, won ones whole. */
      sums: z.array(z.object({ amount: moneySchema, weighted: moneySchema })),
      /** The first page: those longest in the stage. */
      cards: z.array(boardCardSchema),
      /** For the next page: `cursor` of GET /v1/pipelines/{pipeline}/stages/{stage}/cards. */
      next: z.string().optional(),
    }),
  ),
  /** Of all stages. */
  sums: z.array(z.object({ amount: moneySchema, weighted: moneySchema })),
});
export type Board = z.infer<typeof boardSchema>;
export class BoardDto extends createZodDto(boardSchema) {}
