import { AskExtensionCommand } from './ask-extension/ask-extension.command';
import { AskExtensionController } from './ask-extension/ask-extension.controller';
import { AccountLeads } from './attach-lead/account-leads';
import { AttachLeadCommand } from './attach-lead/attach-lead.command';
import { AttachLeadController } from './attach-lead/attach-lead.controller';
import { ClaimLeadsCommand } from './claim-leads/claim-leads.command';
import { ClaimLeadsController } from './claim-leads/claim-leads.controller';
import { ConcludeExtensionWhenApprovalConcluded } from './conclude-extension/conclude-extension-when-approval-concluded';
import { ConcludeExtensionCommand } from './conclude-extension/conclude-extension.command';
import { ExtensionRequestRepository } from './conclude-extension/extension-request.repository';
import { ExtendLeadCommand } from './extend-lead/extend-lead.command';
import { ExtendLeadController } from './extend-lead/extend-lead.controller';
import { HandOverWhenPersonLeft } from './hand-over-when-person-left/hand-over-when-person-left';
import { LeadTagging } from './lead/lead-tagging';
import { LockLeadCommand } from './lock-lead/lock-lead.command';
import { LockLeadController } from './lock-lead/lock-lead.controller';
import { OwnershipHold } from './ownership/ownership-hold';
import { PauseLeadCommand } from './pause-lead/pause-lead.command';
import { PauseLeadController } from './pause-lead/pause-lead.controller';
import { ResumeLeadCommand } from './resume-lead/resume-lead.command';
import { ResumeLeadController } from './resume-lead/resume-lead.controller';
import { SetPoolAdministratorsCommand } from './set-pool-administrators/set-pool-administrators.command';
import { SetPoolAdministratorsController } from './set-pool-administrators/set-pool-administrators.controller';
import { TagLeadCommand } from './tag-lead/tag-lead.command';
import { TagLeadController } from './tag-lead/tag-lead.controller';
import { TransferByStrategy } from './transfer-leads/transfer-by-strategy';
import { TransferLeadsCommand } from './transfer-leads/transfer-leads.command';
import { TransferLeadsController } from './transfer-leads/transfer-leads.controller';
import { UnlockLeadCommand } from './unlock-lead/unlock-lead.command';
import { UnlockLeadController } from './unlock-lead/unlock-lead.controller';
import { UntagLeadCommand } from './untag-lead/untag-lead.command';
import { UntagLeadController } from './untag-lead/untag-lead.controller';

/** Ownership of leads by any path, and what puts its end off. */
export const ownershipSubscriptions = [ConcludeExtensionWhenApprovalConcluded, HandOverWhenPersonLeft];
export const ownershipProviders = [
  ClaimLeadsCommand, TransferByStrategy, TransferLeadsCommand, ExtensionRequestRepository, AskExtensionCommand, ConcludeExtensionCommand, ExtendLeadCommand, AccountLeads, AttachLeadCommand,
  OwnershipHold, PauseLeadCommand, ResumeLeadCommand, LockLeadCommand, UnlockLeadCommand, LeadTagging, TagLeadCommand, UntagLeadCommand,
  SetPoolAdministratorsCommand, ...ownershipSubscriptions,
];
export const ownershipControllers = [
  ClaimLeadsController, TransferLeadsController, AskExtensionController, ExtendLeadController, AttachLeadController, PauseLeadController, ResumeLeadController,
  LockLeadController, UnlockLeadController, TagLeadController, UntagLeadController, SetPoolAdministratorsController,
];
