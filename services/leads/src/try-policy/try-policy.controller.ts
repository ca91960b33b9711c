import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import type { PolicyVersion } from '../policy/policy.dto';
import { PolicyVersionDto, PolicyVersionParamsDto } from '../policy/policy.dto';
import { TryPolicyCommand } from './try-policy.command';
import { TryPolicyDto } from './try-policy.dto';

@ApiTags('policies')
@Controller('v1/policies')
export class TryPolicyController {
  constructor(private readonly command: TryPolicyCommand) {}

  /** A draft on trial changes nothing; what it would have done is at `GET …/trial`. */
  @Post(':kind/:id/versions/:version/trial')
  @Requires('draft', 'policy')
  @IdempotencyHeader()
  @Answers(200, PolicyVersionDto)
  attempt(@Param() policy: PolicyVersionParamsDto, @Body() { on }: TryPolicyDto, @CurrentPrincipal() by: Principal): Promise<PolicyVersion> {
    return this.command.execute({ ...policy, on }, by);
  }
}
