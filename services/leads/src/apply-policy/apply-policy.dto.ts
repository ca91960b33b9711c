import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { changeRules } from '../policy/policy-application.dto';

const applyPolicySchema = z.strictObject(changeRules);
export type ApplyPolicy = z.infer<typeof applyPolicySchema>;
export class ApplyPolicyDto extends createZodDto(applyPolicySchema) {}
