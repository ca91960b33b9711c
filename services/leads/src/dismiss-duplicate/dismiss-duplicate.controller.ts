import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import { DismissDuplicateCommand } from './dismiss-duplicate.command';
import type { DecidedDuplicate } from './dismiss-duplicate.dto';
import { DecidedDuplicateDto, DismissDuplicateDto } from './dismiss-duplicate.dto';

@ApiTags('duplicates')
@Controller('v1/duplicates')
export class DismissDuplicateController {
  constructor(private readonly command: DismissDuplicateCommand) {}

  @Post(':id/dismiss')
  @Requires('decide', 'duplicate')
  @IdempotencyHeader()
  @Answers(200, DecidedDuplicateDto)
  dismiss(@IdParam() id: string, @Body() { reason }: DismissDuplicateDto, @CurrentPrincipal() by: Principal): Promise<DecidedDuplicate> {
    return this.command.dismiss(id, reason ?? null, by);
  }

  @Post(':id/merge')
  @Requires('decide', 'duplicate')
  @IdempotencyHeader()
  @Answers(200, DecidedDuplicateDto)
  merge(@IdParam() id: string, @Body() { reason }: DismissDuplicateDto, @CurrentPrincipal() by: Principal): Promise<DecidedDuplicate> {
    return this.command.merge(id, reason ?? null, by);
  }
}
