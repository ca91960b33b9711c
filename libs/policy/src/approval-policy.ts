import type { z } from 'zod';
import { approvalDocument } from './approval-document';
import { checkApprovalPolicy } from './approval-policy-checks';

export type { ApprovalLeg, DeclaredField } from './approval-document';

/** Who must agree to a request of one subject, and what happens when they are silent. */
export const approvalPolicySchema = approvalDocument.superRefine(checkApprovalPolicy);

export type ApprovalPolicy = z.infer<typeof approvalPolicySchema>;
/** As it is written: parts with a default may be left out. */
export type ApprovalPolicyDocument = z.input<typeof approvalPolicySchema>;
