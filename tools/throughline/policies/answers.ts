/** A change of a policy as the API answers it. */
export interface PolicyApplication {
  applicationId: string;
  kind: string;
  policyId: string;
  version: number;
  grandfathering: string;
  graceDays: number;
  status: string;
  startsAt: string;
  requestedAt: string;
  finishedAt: string | null;
  progress: { total: number; lookedAt: number; rewritten: number; kept: number; graced: number };
}

export function applicationLine({ kind, policyId, version, grandfathering, graceDays, status, startsAt, progress }: PolicyApplication): string {
  const { total, lookedAt, rewritten, kept, graced } = progress;
  const how = `${grandfathering}${graceDays > 0 ? `, ${graceDays} days of grace` : ''}`;
  return `${kind}/${policyId} version ${version} (${how}): ${status}${status === 'scheduled' ? ` for ${startsAt}` : `, ${lookedAt} of ${total} looked at, ${rewritten} rewritten, ${kept} kept, ${graced} with grace`}`;
}
