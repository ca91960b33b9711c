import { checkApproval, type ApprovalPolicy } from '@throughline/policy/approval-policy';
import { pathText } from '@throughline/policy/policy-kinds';
import { approvalPolicyErrors } from './approval-policy.errors';

/** A written document with its defaults filled in. @throws approval_policy.invalid naming every fault */
export function checkedPolicy(written: unknown): ApprovalPolicy {
  const checked = checkApproval(written);
  if (checked.ok) return checked.approval;
  const errors = checked.faults.map(({ path, message, action }) => ({ field: pathText(path), code: 'invalid', message: `${message}: ${action}` }));
  throw approvalPolicyErrors.invalid({ detail: `${errors[0]!.field}: ${errors[0]!.message}${errors.length > 1 ? `, and ${errors.length - 1} more` : ''}`, errors });
}
