import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const policyIdSchema = z.string().min(1).max(60);

/** A document as somebody wrote it; checked against the schema of approval policies by the command. */
export const writtenApproval = z.record(z.string(), z.unknown());
export class WrittenApprovalDto extends createZodDto(z.strictObject({ document: writtenApproval })) {}

export const approvalVersionSchema = z.object({
  id: z.string(),
  version: z.int(),
  subject: z.string(),
  author: z.string(),
  reason: z.string(),
  /** The first local day on which new requests take it; running ones keep theirs. */
  effectiveFrom: z.string(),
  savedAt: z.iso.datetime(),
  document: writtenApproval,
});
export type ApprovalVersion = z.infer<typeof approvalVersionSchema>;
export class ApprovalVersionDto extends createZodDto(approvalVersionSchema) {}
