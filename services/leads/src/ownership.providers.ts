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
import { HandOverWhenPersonLeft } from './hand-over-when-person-left/hand-over-when-person-left';
import { HoldLeadCommand } from './hold-lead/hold-lead.command';
import { HoldLeadController } from './hold-lead/hold-lead.controller';
import { SetPoolAdministratorsCommand } from './set-pool-administrators/set-pool-administrators.command';
import { SetPoolAdministratorsController } from './set-pool-administrators/set-pool-administrators.controller';
import { TransferLeadsCommand } from './transfer-leads/transfer-leads.command';
import { TransferLeadsController } from './transfer-leads/transfer-leads.controller';

/** Ownership of leads by any path, and what puts its end off. */
export const ownershipSubscriptions = [ConcludeExtensionWhenApprovalConcluded, HandOverWhenPersonLeft];
export const ownershipProviders = [
  ClaimLeadsCommand, TransferLeadsCommand, ExtensionRequestRepository, AskExtensionCommand, ConcludeExtensionCommand, AccountLeads, AttachLeadCommand, HoldLeadCommand, SetPoolAdministratorsCommand, ...ownershipSubscriptions,
];
export const ownershipControllers = [ClaimLeadsController, TransferLeadsController, AskExtensionController, AttachLeadController, HoldLeadController, SetPoolAdministratorsController];
