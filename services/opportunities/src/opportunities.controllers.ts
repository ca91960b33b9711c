import { auditController } from '@throughline/http/audit.controller';
import { doctorController } from '@throughline/http/doctor.controller';
import { OpportunityViewsController } from './opportunity-views/opportunity-views.controller';
import { PipelineBoardController } from './pipeline-board/pipeline-board.controller';
import { OpportunityTimelineController } from './timeline-views/opportunity-timeline.controller';
import { SalesFiguresController } from './sales-figures/sales-figures.controller';
import { MeetMilestoneController } from './meet-milestone/meet-milestone.controller';
import { EnterStageController } from './enter-stage/enter-stage.controller';
import { RequestDiscountController } from './request-discount/request-discount.controller';
import { WinOpportunityController } from './win-opportunity/win-opportunity.controller';
import { LoseOpportunityController } from './lose-opportunity/lose-opportunity.controller';
import { RecordActivityController } from './record-activity/record-activity.controller';

/** The service's routes. */
export const opportunityControllers = [
  auditController('opportunities'),
  doctorController('opportunities'),
  OpportunityViewsController, MeetMilestoneController, EnterStageController, RequestDiscountController, WinOpportunityController, LoseOpportunityController,
  RecordActivityController, PipelineBoardController, OpportunityTimelineController, SalesFiguresController,
];
