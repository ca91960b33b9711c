import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import type { PolicyVersion } from '../policy/policy.dto';
import { PolicyParamsDto, PolicyVersionDto } from '../policy/policy.dto';
import { RetirePolicyCommand } from './retire-policy.command';
import { RetirePolicyDto } from './retire-policy.dto';

@ApiTags('policies')
@Controller('v1/policies')
export class RetirePolicyController {
  constructor(private readonly command: RetirePolicyCommand) {}

  /** For a policy that no pool has any more. To change the rules, apply another version. */
  @Post(':kind/:id/retire')
  @Requires('retire', 'policy')
  @IdempotencyHeader()
  @Answers(200, PolicyVersionDto)
  retire(@Param() policy: PolicyParamsDto, @Body() { reason }: RetirePolicyDto, @CurrentPrincipal() by: Principal): Promise<PolicyVersion> {
    return this.command.execute({ ...policy, reason }, by);
  }
}
