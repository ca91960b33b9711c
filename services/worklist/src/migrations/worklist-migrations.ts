import { WorklistSchema1764100000000 } from './1764100000000-worklist-schema';
import { FirstApprovalPolicy1764100000001 } from './1764100000001-first-approval-policy';
import { DuplicateApprovalPolicy1764230000000 } from './1764230000000-duplicate-approval-policy';
import { ExtensionApprovalPolicy1764260000000 } from './1764260000000-extension-approval-policy';
import { TaskLists1765300000000 } from './1765300000000-task-lists';
import { StandIns1765400000000 } from './1765400000000-stand-ins';
import { ApprovalModes1766200000000 } from './1766200000000-approval-modes';
import { ApprovalVerbs1766210000000 } from './1766210000000-approval-verbs';
import { TaskChanges1766300000000 } from './1766300000000-task-changes';
import { Notices1766310000000 } from './1766310000000-notices';
import { NoticeDeliveries1766320000000 } from './1766320000000-notice-deliveries';
import { DecisionLinks1766330000000 } from './1766330000000-decision-links';
import { Copies1766340000000 } from './1766340000000-copies';
import { PushDevices1767060000000 } from './1767060000000-push-devices';
import { RowSecurity1767050000000 } from './1767050000000-row-security';
import { DeadNotices1767061000000 } from './1767061000000-dead-notices';
import { WallOfDevices1767080000000 } from './1767080000000-wall-of-devices';
import { ByDeal1767020000000 } from './1767020000000-by-deal';
import { LaddersByCalendar1767200000000 } from './1767200000000-ladders-by-calendar';

/** In the order in which they run. */
export const worklistMigrations = [
  WorklistSchema1764100000000, FirstApprovalPolicy1764100000001, DuplicateApprovalPolicy1764230000000, ExtensionApprovalPolicy1764260000000, TaskLists1765300000000,
  StandIns1765400000000, ApprovalModes1766200000000, ApprovalVerbs1766210000000, TaskChanges1766300000000, Notices1766310000000, NoticeDeliveries1766320000000,
  DecisionLinks1766330000000, Copies1766340000000, PushDevices1767060000000, RowSecurity1767050000000, DeadNotices1767061000000, WallOfDevices1767080000000, ByDeal1767020000000,
  LaddersByCalendar1767200000000,
];
