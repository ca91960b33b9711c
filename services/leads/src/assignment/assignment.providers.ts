import { AcceptLeadCommand } from '../accept-lead/accept-lead.command';
import { AssignmentViews } from '../assignment-views/assignment.views';
import { DeclineLeadCommand } from '../decline-lead/decline-lead.command';
import { SetPoolAssignmentCommand } from '../set-pool-assignment/set-pool-assignment.command';
import { WorkAssignmentsCommand } from '../work-assignments/work-assignments.command';
import { Assigner } from './assigner';
import { AssignmentBoards } from './assignment-boards';
import { AssignmentLines } from './assignment-lines';
import { AssignmentLogRepository } from './assignment-log.repository';
import { CompanyOwnersRepository } from './company-owners.repository';
import { HandBack } from './hand-back';
import { TakeOwnership } from '../ownership/take-ownership';
import { OfferRepository } from './offer.repository';
import { RingRepository } from './ring.repository';
import { SellerLoadRepository } from './seller-load.repository';

/** Assignment by policy, from the rules to the answer. */
export const assignmentProviders = [
  RingRepository, SellerLoadRepository, CompanyOwnersRepository, OfferRepository, AssignmentLogRepository,
  AssignmentLines, AssignmentBoards, TakeOwnership, HandBack, Assigner,
  AcceptLeadCommand, DeclineLeadCommand, WorkAssignmentsCommand, SetPoolAssignmentCommand, AssignmentViews,
];
