import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, Requires } from '@throughline/http/decorators';
import { currentContext, withContext } from '@throughline/observability/context';
import { RescoreLeadsCommand } from './rescore-leads.command';
import type { RescoredLeads } from './rescore-leads.dto';
import { RescoredLeadsDto, RescoreLeadsDto } from './rescore-leads.dto';

@ApiTags('leads')
@Controller('v1/lead-scores')
export class RescoreLeadsController {
  constructor(private readonly command: RescoreLeadsCommand) {}

  /** To be called again with `next` until there is none. Doing it again is harmless by itself, so an idempotency key is not looked at. */
  @Post()
  @Requires('rescore', 'lead')
  @Answers(200, RescoredLeadsDto)
  rescore(@Body() body: RescoreLeadsDto, @CurrentPrincipal() by: Principal): Promise<RescoredLeads> {
    const { idempotency: _unused, ...context } = currentContext();
    return withContext(context, () => this.command.execute(body, by));
  }
}
