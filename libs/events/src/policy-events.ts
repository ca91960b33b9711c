import { z } from 'zod';
import { defineEvent } from './event-definition';
import { day, id, instant, text } from './fields';

/** Aggregate id = `{kind}:{policy id}`. */
const policy = { kind: text, policyId: text, version: z.int() };
const change = { ...policy, applicationId: id };
const grandfathering = z.enum(['none', 'keep', 'kinder']);

export const policyDrafted = defineEvent(
  'policy',
  'drafted',
  'A version of a policy was saved, or saved anew, without any effect yet.',
  z.object({ ...policy, author: text, reason: text, effectiveFrom: day }),
);
export const policyChangeScheduled = defineEvent(
  'policy',
  'change-scheduled',
  'A version will come into force at an instant. Grandfathering: whether running ownerships take it (none), keep theirs (keep), or have whichever ends later (kinder).',
  z.object({ ...change, fromVersion: z.int().nullable(), grandfathering, graceDays: z.int(), startsAt: instant }),
);
export const policyChangeWithdrawn = defineEvent('policy', 'change-withdrawn', 'A version that was to come into force will not.', z.object(change));
export const policyActivated = defineEvent(
  'policy',
  'activated',
  'A version came into force: everything new takes it. What was there before follows in batches: ownerships (their number is told here), leads, accounts.',
  z.object({ ...change, fromVersion: z.int().nullable(), grandfathering, graceDays: z.int(), ownerships: z.int() }),
);
export const policyOwnershipsRewritten = defineEvent(
  'policy',
  'ownerships-rewritten',
  'Running ownerships took the new version, or were counted anew by another working calendar; their protection now ends as listed (null: exempt, no end). One event for each batch of at most 500.',
  z.object({
    ...change,
    batch: z.int(),
    lookedAt: z.int(),
    kept: z.int(),
    graced: z.int(),
    ends: z.array(z.object({ protectedUntil: instant.nullable(), leadIds: z.array(id) })),
  }),
);
export const policyChangeCompleted = defineEvent(
  'policy',
  'change-completed',
  'Everything that was there before has been looked at: the change of the policy, or its recomputing, is complete. Rewritten: what has changed.',
  z.object({ ...change, lookedAt: z.int(), rewritten: z.int(), kept: z.int(), graced: z.int() }),
);
export const policyPublished = defineEvent(
  'policy',
  'published',
  'A version of an approval policy was saved: requests made from its day on take it, running ones keep theirs.',
  z.object({ ...policy, subject: text, author: text, reason: text, effectiveFrom: day }),
);
export const policyTrialBegun = defineEvent('policy', 'trial-begun', 'What a draft would have done is logged from now on.', z.object(policy));
export const policyTrialEnded = defineEvent('policy', 'trial-ended', 'A draft is no longer on trial; its log is kept.', z.object(policy));
export const policyTrialLogged = defineEvent(
  'policy',
  'trial-logged',
  'Ownerships that would have gone another way under a draft on trial.',
  z.object({ ...policy, until: instant, sooner: z.int(), later: z.int() }),
);
export const policyRecomputeBegun = defineEvent(
  'policy',
  'recompute-begun',
  'What follows from the version in force (scores, classes, grades) is computed once more for so many records; of ownerships, each by its own version and the working calendar there is now.',
  z.object({ ...change, records: z.int() }),
);
export const policyRetired = defineEvent('policy', 'retired', 'No version of a policy is in force any more.', z.object({ ...policy, reason: text }));
