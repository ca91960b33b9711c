import { Controller, Delete } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, IfMatch, Requires } from '@throughline/http/decorators';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { RemoveAccountCommand } from './remove-account.command';

export class RemovedAccountDto extends createZodDto(z.object({ accountId: z.uuid() })) {}

@ApiTags('accounts')
@Controller('v1/accounts')
export class RemoveAccountController {
  constructor(private readonly command: RemoveAccountCommand) {}

  @Delete(':id')
  @Requires('remove', 'account')
  @IdempotencyHeader()
  @Answers(200, RemovedAccountDto)
  remove(@IdParam() accountId: string, @IfMatch() version: number, @CurrentPrincipal() by: Principal): Promise<{ accountId: string }> {
    return this.command.execute({ accountId, version }, by);
  }
}
