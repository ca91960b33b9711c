import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import { HandOverCommand } from './hand-over.command';
import type { HandOverState } from './hand-over.dto';
import { HandOverDto, HandOverStateDto } from './hand-over.dto';

@ApiTags('accounts')
@Controller('v1/accounts/hand-overs')
export class HandOverController {
  constructor(private readonly command: HandOverCommand) {}

  /** Everything of one person goes to another. */
  @Post()
  @Requires('hand-over', 'account')
  @IdempotencyHeader()
  @Answers(201, HandOverStateDto)
  handOver(@Body() body: HandOverDto, @CurrentPrincipal() by: Principal): Promise<HandOverState> {
    return this.command.execute(body, by);
  }

  /** How far it has come: deals and contracts follow by events. */
  @Get(':id')
  @Requires('hand-over', 'account')
  @Answers(200, HandOverStateDto)
  state(@IdParam() handOverId: string, @CurrentPrincipal() by: Principal): Promise<HandOverState> {
    return this.command.state(handOverId, by);
  }
}
