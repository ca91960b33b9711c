import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const finding = z.object({ path: z.string(), message: z.string(), action: z.string() });

const findings = z.object({
  ok: z.boolean(),
  /** What keeps it from being saved. */
  faults: z.array(finding),
  /** What could be saved, and would find nobody as the company is today. */
  warnings: z.array(finding),
});
export type ApprovalFindings = z.infer<typeof findings>;
export class ApprovalFindingsDto extends createZodDto(findings) {}
