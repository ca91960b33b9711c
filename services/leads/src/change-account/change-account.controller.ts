import { Body, Controller, Patch, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, IfMatch, Requires, Versioned } from '@throughline/http/decorators';
import { AnswerAccountDuplicateCommand } from '../answer-account-duplicate/answer-account-duplicate.command';
import type { EnteredAccount } from '../answer-account-duplicate/answer-account-duplicate.dto';
import { EnteredAccountDto } from '../answer-account-duplicate/answer-account-duplicate.dto';
import type { FastifyReply } from 'fastify';
import { ChangeAccountDto } from './change-account.dto';

@ApiTags('accounts')
@Controller('v1/accounts')
export class ChangeAccountController {
  constructor(private readonly command: AnswerAccountDuplicateCommand) {}

  @Patch(':id')
  @Requires('change', 'account')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, EnteredAccountDto)
  async change(
    @IdParam() accountId: string,
    @IfMatch() version: number,
    @Body() body: ChangeAccountDto,
    @CurrentPrincipal() by: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnteredAccount> {
    const entered = await this.command.change({ accountId, version }, body, by);
    if (entered.status === 'in-approval') void reply.status(202);
    return entered;
  }
}
