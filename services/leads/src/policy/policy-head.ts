import type { PolicyHead, PolicyVersion } from './policy.dto';
import type { StoredPolicy } from './policy.repository';

export function policyHead(policy: StoredPolicy): PolicyHead {
  const { kind, id, version, status, author, reason, effectiveFrom, savedBy, activatedBy, retiredBy, retiredBecause } = policy;
  return {
    kind, id, version, status, author, reason, effectiveFrom, savedBy, activatedBy, retiredBy, retiredBecause,
    savedAt: policy.savedAt.toISOString(),
    activatedAt: policy.activatedAt?.toISOString() ?? null,
    retiredAt: policy.retiredAt?.toISOString() ?? null,
    trialSince: policy.trialSince?.toISOString() ?? null,
    trialLookedAt: policy.trialLookedAt?.toISOString() ?? null,
  };
}

export function policyVersion(policy: StoredPolicy): PolicyVersion {
  return { ...policyHead(policy), document: { ...policy.document } };
}
