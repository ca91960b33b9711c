import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { approvalVersionSchema, policyIdSchema } from '../approval-policy/approval-policy.dto';

export class ApprovalPolicyParamsDto extends createZodDto(z.strictObject({ id: policyIdSchema })) {}

const field = z.object({ name: z.string(), label: z.string(), type: z.enum(['decimal', 'text', 'date']), required: z.boolean(), oneOf: z.array(z.string()).optional() });
/** What a request of the kind says; null: whatever its service sends. */
const request = z.object({ label: z.string(), fields: z.array(field), lines: z.array(field).optional() }).nullable();

const list = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      subject: z.string(),
      latest: z.int(),
      /** That new requests take today; null: none yet. */
      inForce: z.int().nullable(),
      request,
    }),
  ),
});
export type ApprovalPolicyList = z.infer<typeof list>;
export class ApprovalPolicyListDto extends createZodDto(list) {}

const detail = z.object({ id: z.string(), subject: z.string(), inForce: z.int().nullable(), request, versions: z.array(approvalVersionSchema) });
export type ApprovalPolicyDetail = z.infer<typeof detail>;
export class ApprovalPolicyDetailDto extends createZodDto(detail) {}
