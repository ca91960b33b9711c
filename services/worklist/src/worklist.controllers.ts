import { auditController } from '@throughline/http/audit.controller';
import { doctorController } from '@throughline/http/doctor.controller';
import { approvalPolicyControllers } from './approval-policies.providers';
import { AddApproverController } from './add-approver/add-approver.controller';
import { AnswerQuestionController } from './answer-question/answer-question.controller';
import { ApprovalController } from './approval-views/approval.controller';
import { AskQuestionController } from './ask-question/ask-question.controller';
import { ClaimTaskController } from './claim-task/claim-task.controller';
import { copiesControllers } from './copies.providers';
import { decisionLinksControllers } from './decision-links.providers';
import { DecideTaskController } from './decide-task/decide-task.controller';
import { DecideTasksController } from './decide-tasks/decide-tasks.controller';
import { DelegateTaskController } from './delegate-task/delegate-task.controller';
import { taskChangesControllers } from './task-changes/task-changes.providers';
import { noticesControllers } from './notices.providers';
import { ApprovalTimelineController } from './timeline-views/approval-timeline.controller';
import { TaskController } from './task-views/task.controller';
import { WithdrawApprovalController } from './withdraw-approval/withdraw-approval.controller';

export const worklistControllers = [
  auditController('worklist'),
  doctorController('worklist'),
  TaskController, ClaimTaskController, DecideTaskController, DecideTasksController, DelegateTaskController, ApprovalTimelineController, ApprovalController, WithdrawApprovalController,
  ...taskChangesControllers, ...noticesControllers,
  ...decisionLinksControllers, ...copiesControllers,
  AddApproverController, AskQuestionController, AnswerQuestionController,
  ...approvalPolicyControllers,
];
