import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires, Versioned } from '@throughline/http/decorators';
import { AnswerAccountDuplicateCommand } from '../answer-account-duplicate/answer-account-duplicate.command';
import type { EnteredAccount } from '../answer-account-duplicate/answer-account-duplicate.dto';
import { EnteredAccountDto } from '../answer-account-duplicate/answer-account-duplicate.dto';
import type { FastifyReply } from 'fastify';
import { CreateAccountDto } from './create-account.dto';

@ApiTags('accounts')
@Controller('v1/accounts')
export class CreateAccountController {
  constructor(private readonly command: AnswerAccountDuplicateCommand) {}

  /** 201 for a new account, 202 where an approval decides. */
  @Post()
  @Requires('create', 'account')
  @IdempotencyHeader()
  @Versioned()
  @Answers(201, EnteredAccountDto)
  async create(@Body() body: CreateAccountDto, @CurrentPrincipal() by: Principal, @Res({ passthrough: true }) reply: FastifyReply): Promise<EnteredAccount> {
    const entered = await this.command.create(body, by);
    if (entered.status === 'in-approval') void reply.status(202);
    return entered;
  }
}
