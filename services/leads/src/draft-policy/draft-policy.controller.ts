import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import type { PolicyVersion } from '../policy/policy.dto';
import { PolicyVersionDto } from '../policy/policy.dto';
import { DraftPolicyCommand } from './draft-policy.command';
import { DraftPolicyDto } from './draft-policy.dto';

@ApiTags('policies')
@Controller('v1/policies')
export class DraftPolicyController {
  constructor(private readonly command: DraftPolicyCommand) {}

  @Post()
  @Requires('draft', 'policy')
  @IdempotencyHeader()
  @Answers(201, PolicyVersionDto)
  draft(@Body() body: DraftPolicyDto, @CurrentPrincipal() by: Principal): Promise<PolicyVersion> {
    return this.command.execute(body, by);
  }
}
