import { moneySchema } from '@throughline/money/money';
import { becauseSchema } from '@throughline/policy/because';
import { pageQuery, pageSchema } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const dunningQuerySchema = z.strictObject({
  ...pageQuery,
  status: z.enum(['open', 'closed']).optional(),
  accountId: z.uuid().optional(),
});
export type DunningQuery = z.infer<typeof dunningQuerySchema>;

const caseSchema = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
  customerName: z.string(),
  cycle: z.int(),
  status: z.enum(['open', 'closed']),
  closeReason: z.enum(['paid', 'cancelled']).nullable(),
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  /** One amount for each currency. */
  outstanding: z.array(moneySchema),
  letters: z.int(),
  /** Highest level reached; 0: reminders before the due date only, or nothing yet. */
  level: z.int(),
  version: z.int(),
});
export type DunningCase = z.infer<typeof caseSchema>;

const letterSchema = z.object({
  id: z.uuid(),
  step: z.string(),
  level: z.int(),
  outstanding: moneySchema,
  because: z.string(),
  /** `because` for whoever writes it in another language. */
  reasons: becauseSchema.shape.reasons,
  lineIds: z.array(z.uuid()),
  sentAt: z.iso.datetime(),
});
export const caseWithLettersSchema = caseSchema.extend({
  sent: z.array(letterSchema),
  /** What comes next, when and why. */
  next: z.object({ kind: z.string(), at: z.iso.datetime().nullable(), because: z.string() }),
});
export type DunningCaseWithLetters = z.infer<typeof caseWithLettersSchema>;

export const lettersQuerySchema = z.strictObject({
  ...pageQuery,
  accountId: z.uuid().optional(),
  /** Of this level or a higher one; 0: reminders before the due date as well. */
  level: z.coerce.number().int().min(0).max(9).optional(),
});
export type LettersQuery = z.infer<typeof lettersQuerySchema>;
const logSchema = letterSchema.extend({ caseId: z.uuid(), accountId: z.uuid(), customerName: z.string(), /** A collector was asked to act. */ opensTask: z.boolean() });
export type DunningLetter = z.infer<typeof logSchema>;

export class LettersQueryDto extends createZodDto(lettersQuerySchema) {}
export class LetterPageDto extends createZodDto(pageSchema(logSchema)) {}
export class DunningQueryDto extends createZodDto(dunningQuerySchema) {}
export class DunningPageDto extends createZodDto(pageSchema(caseSchema)) {}
export class DunningCaseDto extends createZodDto(caseWithLettersSchema) {}
