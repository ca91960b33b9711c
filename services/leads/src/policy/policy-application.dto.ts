import { grandfatherings } from '@throughline/policy/grandfathering';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import type { PolicyApplication } from './policy-application.repository';
import { policyKind } from './policy.dto';

const instant = z.iso.datetime();

/** How a new version is brought over running ownerships. */
export const changeRules = {
  /** none: all take it; keep: only new ones do; kinder: each has whichever ends later. */
  grandfathering: z.enum(grandfatherings).default('keep'),
  /** Days, in the basis of the new clock, in which the change takes nothing that the old rules would not have taken. */
  graceDays: z.int().min(0).max(365).default(0),
};

export const policyApplicationSchema = z.object({
  applicationId: z.uuid(),
  /** change: a version comes into force; recompute: what follows from the one in force is computed once more. */
  purpose: z.enum(['change', 'recompute']),
  kind: policyKind,
  policyId: z.string(),
  version: z.int(),
  fromVersion: z.int().nullable(),
  grandfathering: z.enum(grandfatherings),
  graceDays: z.int(),
  status: z.enum(['scheduled', 'running', 'completed', 'withdrawn']),
  startsAt: instant,
  requestedBy: z.string(),
  requestedAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  /** Records that were there before (ownerships, leads, accounts): how many, how many have been looked at, and what became of them. */
  progress: z.object({ total: z.int(), lookedAt: z.int(), rewritten: z.int(), kept: z.int(), graced: z.int(), batches: z.int() }),
});
export type PolicyApplicationView = z.infer<typeof policyApplicationSchema>;
export class PolicyApplicationDto extends createZodDto(policyApplicationSchema) {}

export function applicationView(application: PolicyApplication): PolicyApplicationView {
  const { id: applicationId, purpose, kind, policyId, version, fromVersion, grandfathering, graceDays, status, requestedBy } = application;
  const { total, lookedAt, rewritten, kept, graced, batches } = application;
  return {
    applicationId, purpose, kind, policyId, version, fromVersion, grandfathering, graceDays, status, requestedBy,
    startsAt: application.startsAt.toISOString(),
    requestedAt: application.requestedAt.toISOString(),
    startedAt: application.startedAt?.toISOString() ?? null,
    finishedAt: application.finishedAt?.toISOString() ?? null,
    progress: { total, lookedAt, rewritten, kept, graced, batches },
  };
}
