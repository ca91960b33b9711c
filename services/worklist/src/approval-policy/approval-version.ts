import type { ApprovalVersion } from './approval-policy.dto';
import type { SavedVersion } from './approval-policy.repository';

export function approvalVersion({ policy, savedAt }: SavedVersion): ApprovalVersion {
  const { id, version, subject, author, reason, effectiveFrom } = policy;
  return { id, version, subject, author, reason, effectiveFrom, savedAt: savedAt.toISOString(), document: policy };
}
