import { Controller, Get } from '@nestjs/common';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

import { onlySchema } from '@throughline/access/only-schema';
import { ROLES, type Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal } from '@throughline/http/decorators';

const whoAmISchema = z.object({
  personId: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  unitPath: z.string(),
  tenant: z.string(),
  only: z.partialRecord(z.enum(ROLES), onlySchema).optional().describe('What some of the roles are narrowed to; absent: none is.'),
});
export class WhoAmIDto extends createZodDto(whoAmISchema) {}

@Controller('v1/whoami')
export class WhoAmIController {
  /** Whom the token speaks for, and what his roles are narrowed to. */
  @Get()
  @Answers(200, WhoAmIDto)
  whoAmI(@CurrentPrincipal() { personId, name, roles, unitPath, tenant, only }: Principal): Pick<Principal, keyof z.infer<typeof whoAmISchema>> {
    return { personId, name, roles, unitPath, tenant, ...(only && { only }) };
  }
}
