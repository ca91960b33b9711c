import { pageQuery, pageSchema } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { policyApplicationSchema } from '../policy/policy-application.dto';
import { policyKind } from '../policy/policy.dto';

const query = z.strictObject({ ...pageQuery, kind: policyKind.optional(), policy: z.string().max(60).optional() });
export type PolicyApplicationsQuery = z.infer<typeof query>;
export class PolicyApplicationsQueryDto extends createZodDto(query) {}
export class PolicyApplicationsPageDto extends createZodDto(pageSchema(policyApplicationSchema)) {}
