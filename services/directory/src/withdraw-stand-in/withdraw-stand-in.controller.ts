import { Controller, Delete } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { StandInView } from '../stand-in-views/stand-ins.dto';
import { StandInDto } from '../stand-in-views/stand-ins.dto';
import { WithdrawStandInCommand } from './withdraw-stand-in.command';

@Controller('v1/people')
export class WithdrawStandInController {
  constructor(private readonly command: WithdrawStandInCommand) {}

  @Delete(':id/stand-ins/:entryId')
  @Requires('name-stand-in', 'person')
  @IdempotencyHeader()
  @Answers(200, StandInDto)
  withdraw(@IdParam() personId: string, @IdParam('entryId') entryId: string, @CurrentPrincipal() by: Principal): Promise<StandInView> {
    return this.command.execute({ personId, entryId }, by);
  }
}
