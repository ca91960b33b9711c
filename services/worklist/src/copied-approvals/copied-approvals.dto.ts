import { pageQuery, pageSchema } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { approvalSchema } from '../approval-views/approval.dto';

export const approvalsQuerySchema = z.strictObject({
  ...pageQuery,
  /** copied: the rules have told me of it. Newest first. */
  view: z.enum(['copied']).default('copied'),
});
export type ApprovalsQuery = z.infer<typeof approvalsQuerySchema>;

export const approvalsPageSchema = pageSchema(
  approvalSchema.pick({ id: true, kind: true, ask: true, amount: true, requester: true, status: true, requestedAt: true, concludedAt: true }).extend({ copiedAt: z.iso.datetime() }),
);
export type ApprovalsPage = z.infer<typeof approvalsPageSchema>;

export class ApprovalsQueryDto extends createZodDto(approvalsQuerySchema) {}
export class ApprovalsPageDto extends createZodDto(approvalsPageSchema) {}
