import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import { PreviewPolicyCommand } from './preview-policy.command';
import type { PreviewSummary } from './preview-policy.dto';
import { PreviewPolicyDto, PreviewSummaryDto } from './preview-policy.dto';

@ApiTags('policies')
@Controller('v1/policy-previews')
export class PreviewPolicyController {
  constructor(private readonly command: PreviewPolicyCommand) {}

  /** Changes nothing. The records behind the numbers are at `GET /v1/policy-previews/{id}/records`. */
  @Post()
  @Requires('preview', 'policy')
  @IdempotencyHeader()
  @Answers(201, PreviewSummaryDto)
  preview(@Body() request: PreviewPolicyDto, @CurrentPrincipal() by: Principal): Promise<PreviewSummary> {
    return this.command.execute(request, by);
  }
}
