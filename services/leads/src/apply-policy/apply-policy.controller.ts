import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import type { PolicyApplicationView } from '../policy/policy-application.dto';
import { PolicyApplicationDto } from '../policy/policy-application.dto';
import { PolicyVersionParamsDto } from '../policy/policy.dto';
import { ApplyPolicyCommand } from './apply-policy.command';
import { ApplyPolicyDto } from './apply-policy.dto';

@ApiTags('policies')
@Controller('v1/policies')
export class ApplyPolicyController {
  constructor(private readonly command: ApplyPolicyCommand) {}

  /** Answers at once; `GET /v1/policy-applications/{id}` tells how far it has come. */
  @Post(':kind/:id/versions/:version/apply')
  @Requires('apply', 'policy')
  @IdempotencyHeader()
  @Answers(202, PolicyApplicationDto)
  apply(@Param() policy: PolicyVersionParamsDto, @Body() rules: ApplyPolicyDto, @CurrentPrincipal() by: Principal): Promise<PolicyApplicationView> {
    return this.command.execute({ ...policy, ...rules }, by);
  }
}
