import { Controller, Get } from '@nestjs/common';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

import { ROLES, type Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal } from '@throughline/http/decorators';

const whoAmISchema = z.object({ personId: z.string(), name: z.string(), roles: z.array(z.enum(ROLES)), unitPath: z.string(), tenant: z.string() });
export class WhoAmIDto extends createZodDto(whoAmISchema) {}

@Controller('v1/whoami')
export class WhoAmIController {
  /** Whom the token speaks for. */
  @Get()
  @Answers(200, WhoAmIDto)
  whoAmI(@CurrentPrincipal() { personId, name, roles, unitPath, tenant }: Principal): z.infer<typeof whoAmISchema> {
    return { personId, name, roles: [...roles], unitPath, tenant };
  }
}
