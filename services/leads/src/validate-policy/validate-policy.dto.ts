import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { policyFault, writtenPolicy } from '../policy/policy.dto';

export class ValidatePolicyDto extends createZodDto(z.strictObject({ document: writtenPolicy })) {}

const findings = z.object({ ok: z.boolean(), faults: z.array(policyFault) });
export type PolicyFindings = z.infer<typeof findings>;
export class PolicyFindingsDto extends createZodDto(findings) {}
