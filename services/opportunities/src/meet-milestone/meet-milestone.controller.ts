import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, IdempotencyHeader, Requires, Versioned } from '@throughline/http/decorators';
import { OpportunityAnswerDto } from '../opportunity/opportunity.answer';
import { MeetMilestone } from './meet-milestone.command';
import { MeetMilestoneDto } from './meet-milestone.dto';

@ApiTags('opportunities')
@Controller('v1/opportunities')
export class MeetMilestoneController {
  constructor(private readonly meetMilestone: MeetMilestone) {}

  /** The key milestone of the present stage is met. */
  @Post(':id/milestones')
  @Requires('meet-milestone', 'opportunity')
  @Answers(200, OpportunityAnswerDto)
  @IdempotencyHeader()
  @Versioned()
  handle(@IdParam() id: string, @Body() body: MeetMilestoneDto, @CurrentPrincipal() by: Principal): Promise<OpportunityAnswerDto> {
    return this.meetMilestone.execute({ opportunityId: id, ...body }, by);
  }
}
