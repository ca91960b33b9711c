import { CalendarChanges } from '@throughline/deadlines/calendar-changes';
import { approvalPolicyProviders } from './approval-policies.providers';
import { AddApproverCommand } from './add-approver/add-approver.command';
import { RecordAddedApproverCommand } from './add-approver/record-added-approver.command';
import { AnswerQuestionCommand } from './answer-question/answer-question.command';
import { RecordAnswerCommand } from './answer-question/record-answer.command';
import { ApprovalTimelineViews } from './timeline-views/approval-timeline.views';
import { ApprovalViews } from './approval-views/approval.views';
import { ApprovalReconciliation } from './approval/approval.reconciliation';
import { ApprovalRepository } from './approval/approval.repository';
import { ApprovalRequest } from './approval/approval-request.entity';
import { AskNextLegsCommand } from './ask-next-legs/ask-next-legs.command';
import { AskQuestionCommand } from './ask-question/ask-question.command';
import { RecordQuestionCommand } from './ask-question/record-question.command';
import { SeatPeople } from './ask-next-legs/seat-people';
import { CancelTasksCommand } from './cancel-tasks/cancel-tasks.command';
import { ClaimTaskCommand } from './claim-task/claim-task.command';
import { ClimbLadderCommand } from './climb-ladder/climb-ladder.command';
import { ConcludeApprovalCommand } from './conclude-approval/conclude-approval.command';
import { EscalateTaskCommand } from './escalate-task/escalate-task.command';
import { DecideTaskCommand } from './decide-task/decide-task.command';
import { DecideTasksCommand } from './decide-tasks/decide-tasks.command';
import { DelegateTaskCommand } from './delegate-task/delegate-task.command';
import { copiesProviders } from './copies.providers';
import { decisionLinksOverStories, decisionLinksProviders } from './decision-links.providers';
import { DropNoticesWhenPersonLeft } from './drop-notices-when-person-left/drop-notices-when-person-left';
import { FollowStandIns } from './follow-stand-ins/follow-stand-ins';
import { worklistMigrations } from './migrations/worklist-migrations';
import { OpenApprovalCommand } from './open-approval/open-approval.command';
import { OpenApprovalWhenDiscountRequested } from './open-approval-when-discount-requested/open-approval-when-discount-requested';
import { OpenApprovalWhenDuplicateEntryRequested } from './open-approval-when-duplicate-entry-requested/open-approval-when-duplicate-entry-requested';
import { OpenApprovalWhenExtensionRequested } from './open-approval-when-extension-requested/open-approval-when-extension-requested';
import { OpenTaskCommand } from './open-task/open-task.command';
import { PresenceBook } from './presence/presence-book';
import { PresenceActivities } from './presence/presence.activities';
import { PresenceRepository } from './presence/presence.repository';
import { WhomToAsk } from './presence/whom-to-ask';
import { FollowHours } from './recount-ladders/follow-hours';
import { RecountLaddersCommand } from './recount-ladders/recount-ladders.command';
import { ChangedRequest } from './record-decision/changed-request';
import { RecordDecisionCommand } from './record-decision/record-decision.command';
import { RecordDelegationCommand } from './record-delegation/record-delegation.command';
import { RerouteTasksWhenPersonLeft } from './reroute-tasks-when-person-left/reroute-tasks-when-person-left';
import { RerouteTasksWhenPresenceChanges } from './reroute-tasks-when-presence-changes/reroute-tasks-when-presence-changes';
import { RerouteTasksCommand } from './reroute-tasks/reroute-tasks.command';
import { RemindTaskCommand } from './remind-task/remind-task.command';
import { PersistentUpdate } from './story-calls/persistent-update';
import { TaskVerb } from './story-calls/task-verb';
import { taskChangesProviders } from './task-changes/task-changes.providers';
import { noticesProviders } from './notices.providers';
import { TaskDetailViews } from './task-views/task-detail.views';
import { SettleTasksCommand } from './settle-tasks/settle-tasks.command';
import { TaskViews } from './task-views/task.views';
import { Colleagues } from './task/colleagues';
import { LegCloser } from './task/leg-closer';
import { LineOfTask } from './task/line-of-task';
import { TaskActivities } from './task/task.activities';
import { Task } from './task/task.entity';
import { QuestionRepository } from './task/question.repository';
import { TaskRepository } from './task/task.repository';
import { TaskStandings } from './task/task-standing';
import { WhoMayTake } from './task/who-may-take';
import { WatchPresenceCommand } from './watch-presence/watch-presence.command';
import { WithdrawApprovalCommand } from './withdraw-approval/withdraw-approval.command';

export { worklistMigrations };
export const worklistEntities = [ApprovalRequest, Task];
/** In this order for one event: who has left or is away is known to be, before his tasks are routed anew. */
export const worklistSubscriptions = [
  FollowHours, FollowStandIns, RerouteTasksWhenPersonLeft, DropNoticesWhenPersonLeft, RerouteTasksWhenPresenceChanges, OpenApprovalWhenDiscountRequested, OpenApprovalWhenDuplicateEntryRequested, OpenApprovalWhenExtensionRequested,
];
/** What works without HTTP, Kafka and Temporal: what a test of the commands needs. */
export const worklistProviders = [
  ApprovalRepository, TaskRepository, Colleagues, LineOfTask, LegCloser, SeatPeople, WhoMayTake, ChangedRequest, QuestionRepository,
  OpenApprovalCommand, AskNextLegsCommand, ClimbLadderCommand, ConcludeApprovalCommand, CancelTasksCommand, OpenTaskCommand, ClaimTaskCommand,
  RecordAddedApproverCommand, RecordQuestionCommand, RecordAnswerCommand,
  RecordDecisionCommand, RecordDelegationCommand, RemindTaskCommand, EscalateTaskCommand, RerouteTasksCommand, TaskViews, TaskDetailViews, ApprovalViews, ApprovalTimelineViews,
  PresenceRepository, PresenceBook, WhomToAsk, SettleTasksCommand, WatchPresenceCommand, PresenceActivities, CalendarChanges, RecountLaddersCommand,
  TaskActivities, ApprovalReconciliation, ...taskChangesProviders, ...noticesProviders, ...decisionLinksProviders, ...copiesProviders, ...approvalPolicyProviders, ...worklistSubscriptions,
];
/** What answers people by asking the story that waits for them. */
export const worklistOverStories = [PersistentUpdate, TaskVerb, TaskStandings, AddApproverCommand, AskQuestionCommand, AnswerQuestionCommand, DecideTaskCommand, DecideTasksCommand, DelegateTaskCommand, WithdrawApprovalCommand, ...decisionLinksOverStories];
