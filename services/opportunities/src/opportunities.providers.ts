import { CalendarChanges } from '@throughline/deadlines/calendar-changes';
import { ApplyDiscount } from './apply-discount/apply-discount.command';
import { ApplyDiscountWhenApprovalConcluded } from './apply-discount-when-approval-concluded/apply-discount-when-approval-concluded';
import { DealHistory } from './deal/deal-history';
import { Deal, StoredFact } from './deal/deal.entity';
import { DealReconciliation } from './deal/deal.reconciliation';
import { DealRepository } from './deal/deal.repository';
import { EnterImplementation } from './enter-implementation/enter-implementation.command';
import { EnterStage } from './enter-stage/enter-stage.command';
import { HandOverOpportunitiesWhenDeclared } from './hand-over-opportunities-when-declared/hand-over-opportunities-when-declared';
import { LoseOpportunity } from './lose-opportunity/lose-opportunity.command';
import { MeetMilestone } from './meet-milestone/meet-milestone.command';
import { MeetMilestoneWhenContractSigned } from './meet-milestone-when-contract-signed/meet-milestone-when-contract-signed';
import { OpportunitiesSchema1764100000000 } from './migrations/1764100000000-opportunities-schema';
import { Activities1764440000000 } from './migrations/1764440000000-activities';
import { NarrowedReach1767102000000 } from './migrations/1767102000000-narrowed-reach';
import { RowSecurity1766900000000 } from './migrations/1766900000000-row-security';
import { GrantedPercent1766910000000 } from './migrations/1766910000000-granted-percent';
import { PipelineBoard1767020000000 } from './migrations/1767020000000-pipeline-board';
import { WonByMonth1767021000000 } from './migrations/1767021000000-won-by-month';
import { OpenOpportunity } from './open-opportunity/open-opportunity.command';
import { OpenOpportunityWhenLeadConverted } from './open-opportunity-when-lead-converted/open-opportunity-when-lead-converted';
import { DiscountRequest, MetMilestone, StagePeriod } from './opportunity/opportunity-parts.entity';
import { OpportunityActivities } from './opportunity/opportunity.activities';
import { Opportunity } from './opportunity/opportunity.entity';
import { OpportunityRepository } from './opportunity/opportunity.repository';
import { StageBook } from './opportunity/stage-book';
import { FollowCalendar } from './recount-stages/follow-calendar';
import { RecountStages } from './recount-stages/recount-stages.command';
import { WatchedStages } from './recount-stages/watched-stages.repository';
import { StageMoves } from './opportunity/stage-moves';
import { OpportunityViews } from './opportunity-views/opportunity.views';
import { PipelineBoardViews } from './pipeline-board/pipeline-board.views';
import { RecordActivity } from './record-activity/record-activity.command';
import { RecordDealMilestone } from './record-deal-milestone/record-deal-milestone.command';
import { RecordDealMilestoneWhenContractMoves } from './record-deal-milestone-when-contract-moves/record-deal-milestone-when-contract-moves';
import { RecordDealMilestoneWhenMoneyMoves } from './record-deal-milestone-when-money-moves/record-deal-milestone-when-money-moves';
import { RecordDealMilestoneWhenPlanMoves } from './record-deal-milestone-when-plan-moves/record-deal-milestone-when-plan-moves';
import { ReopenOpportunity } from './reopen-opportunity/reopen-opportunity.command';
import { RequestDiscount } from './request-discount/request-discount.command';
import { SalesFiguresViews } from './sales-figures/sales-figures.views';
import { OpportunityTimelineViews } from './timeline-views/opportunity-timeline.views';
import { WatchStages } from './watch-stages/watch-stages.command';
import { WinOpportunity } from './win-opportunity/win-opportunity.command';

export const opportunityEntities = [Opportunity, MetMilestone, StagePeriod, DiscountRequest, Deal, StoredFact];
export const opportunityMigrations = [OpportunitiesSchema1764100000000, Activities1764440000000, RowSecurity1766900000000, GrantedPercent1766910000000, PipelineBoard1767020000000, WonByMonth1767021000000, NarrowedReach1767102000000];
export const opportunitySubscriptions = [
  OpenOpportunityWhenLeadConverted,
  ApplyDiscountWhenApprovalConcluded,
  MeetMilestoneWhenContractSigned,
  RecordDealMilestoneWhenContractMoves,
  RecordDealMilestoneWhenPlanMoves,
  RecordDealMilestoneWhenMoneyMoves,
  HandOverOpportunitiesWhenDeclared,
];
/** All that works without HTTP, Kafka and Temporal: what a test of the commands needs. */
export const opportunityProviders = [
  OpportunityRepository, StageBook, StageMoves, DealRepository, DealHistory, RecordDealMilestone,
  OpenOpportunity, MeetMilestone, EnterStage, RequestDiscount, ApplyDiscount, WinOpportunity, LoseOpportunity, ReopenOpportunity,
  EnterImplementation, RecordActivity, WatchStages, CalendarChanges, WatchedStages, RecountStages, FollowCalendar, OpportunityViews, PipelineBoardViews, OpportunityTimelineViews, SalesFiguresViews, OpportunityActivities, DealReconciliation, ...opportunitySubscriptions,
];
