import { ApprovalPolicyController } from './approval-policy-views/approval-policy.controller';
import { ApprovalPolicyViews } from './approval-policy-views/approval-policy.views';
import { ApprovalPolicyRepository } from './approval-policy/approval-policy.repository';
import { PreviewApprovalController } from './preview-approval/preview-approval.controller';
import { PreviewApprovalQuery } from './preview-approval/preview-approval.query';
import { PreviousRequest } from './approval/previous-request';
import { RequestApprovalCommand } from './request-approval/request-approval.command';
import { RequestApprovalController } from './request-approval/request-approval.controller';
import { SaveApprovalPolicyCommand } from './save-approval-policy/save-approval-policy.command';
import { SaveApprovalPolicyController } from './save-approval-policy/save-approval-policy.controller';
import { ValidateApprovalPolicyController } from './validate-approval-policy/validate-approval-policy.controller';
import { ValidateApprovalPolicyQuery } from './validate-approval-policy/validate-approval-policy.query';

/** The rules of approvals: saved, checked, read, and looked through before a request is made. */
export const approvalPolicyControllers = [SaveApprovalPolicyController, ValidateApprovalPolicyController, ApprovalPolicyController, PreviewApprovalController, RequestApprovalController];
export const approvalPolicyProviders = [ApprovalPolicyRepository, SaveApprovalPolicyCommand, ValidateApprovalPolicyQuery, ApprovalPolicyViews, PreviewApprovalQuery, PreviousRequest, RequestApprovalCommand];
