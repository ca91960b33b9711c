import { Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, Requires } from '@throughline/http/decorators';
import { currentContext, withContext } from '@throughline/observability/context';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { RegradeAccountsCommand } from './regrade-accounts.command';

export class RegradedAccountsDto extends createZodDto(z.object({ accounts: z.int() })) {}

@ApiTags('accounts')
@Controller('v1/accounts')
export class RegradeAccountsController {
  constructor(private readonly command: RegradeAccountsCommand) {}

  /** Doing it again is harmless by itself, so an idempotency key is not looked at: it would hold for the first batch only. */
  @Post('regrade')
  @Requires('regrade', 'account')
  @Answers(202, RegradedAccountsDto)
  regrade(@CurrentPrincipal() by: Principal): Promise<{ accounts: number }> {
    const { idempotency: _unused, ...context } = currentContext();
    return withContext(context, () => this.command.execute(by));
  }
}
