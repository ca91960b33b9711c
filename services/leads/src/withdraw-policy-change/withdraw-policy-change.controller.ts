import { Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { PolicyApplicationView } from '../policy/policy-application.dto';
import { PolicyApplicationDto } from '../policy/policy-application.dto';
import { WithdrawPolicyChangeCommand } from './withdraw-policy-change.command';

@ApiTags('policies')
@Controller('v1/policy-applications')
export class WithdrawPolicyChangeController {
  constructor(private readonly command: WithdrawPolicyChangeCommand) {}

  @Post(':id/withdraw')
  @Requires('apply', 'policy')
  @IdempotencyHeader()
  @Answers(200, PolicyApplicationDto)
  withdraw(@IdParam() applicationId: string, @CurrentPrincipal() by: Principal): Promise<PolicyApplicationView> {
    return this.command.execute({ applicationId }, by);
  }
}
