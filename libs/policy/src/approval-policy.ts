import type { z } from 'zod';
import { approvalDocument } from './approval-document';
import { checkApprovalPolicy } from './approval-policy-checks';
import { faultsOf, type PolicyFault } from './policy-faults';

export type { ApprovalLeg, DeclaredField } from './approval-document';

/** Who must agree to a request of one subject, and what happens when they are silent. */
export const approvalPolicySchema = approvalDocument.superRefine(checkApprovalPolicy);

export type ApprovalPolicy = z.infer<typeof approvalPolicySchema>;
/** As it is written: parts with a default may be left out. */
export type ApprovalPolicyDocument = z.input<typeof approvalPolicySchema>;

export type CheckedApproval = { ok: true; approval: ApprovalPolicy } | { ok: false; faults: PolicyFault[] };

/** Checks a written document; a good one comes back with its defaults filled in. */
export function checkApproval(document: unknown): CheckedApproval {
  const result = approvalPolicySchema.safeParse(document);
  return result.success ? { ok: true, approval: result.data } : { ok: false, faults: faultsOf(approvalPolicySchema, document) };
}
