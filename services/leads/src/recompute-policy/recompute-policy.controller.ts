import { Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import type { PolicyApplicationView } from '../policy/policy-application.dto';
import { PolicyApplicationDto } from '../policy/policy-application.dto';
import { PolicyParamsDto } from '../policy/policy.dto';
import { RecomputePolicyCommand } from './recompute-policy.command';

@ApiTags('policies')
@Controller('v1/policies')
export class RecomputePolicyController {
  constructor(private readonly command: RecomputePolicyCommand) {}

  /** Scores, classes or grades of everything that is there, by the version in force. `GET /v1/policy-applications/{id}` tells how far it has come. */
  @Post(':kind/:id/recompute')
  @Requires('recompute', 'policy')
  @IdempotencyHeader()
  @Answers(202, PolicyApplicationDto)
  recompute(@Param() policy: PolicyParamsDto, @CurrentPrincipal() by: Principal): Promise<PolicyApplicationView> {
    return this.command.execute(policy, by);
  }
}
