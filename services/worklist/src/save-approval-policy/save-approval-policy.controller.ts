import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import { ApprovalVersionDto, WrittenApprovalDto, type ApprovalVersion } from '../approval-policy/approval-policy.dto';
import { SaveApprovalPolicyCommand } from './save-approval-policy.command';

@ApiTags('approval policies')
@Controller('v1/approval-policies')
export class SaveApprovalPolicyController {
  constructor(private readonly command: SaveApprovalPolicyCommand) {}

  /** The next version of a policy, which new requests take from its day on. The document names its id, version and subject itself. */
  @Post()
  @Requires('draft', 'policy')
  @IdempotencyHeader()
  @Answers(201, ApprovalVersionDto)
  save(@Body() body: WrittenApprovalDto, @CurrentPrincipal() by: Principal): Promise<ApprovalVersion> {
    return this.command.execute(body, by);
  }
}
