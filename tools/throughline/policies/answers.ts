import type { PolicyChange } from '@throughline/policy/policy-diff';

/** A change of a policy as the API answers it. */
export interface PolicyApplication {
  applicationId: string;
  purpose: 'change' | 'recompute';
  kind: string;
  policyId: string;
  version: number;
  grandfathering: string;
  graceDays: number;
  status: string;
  startsAt: string;
  requestedBy: string;
  requestedAt: string;
  finishedAt: string | null;
  progress: { total: number; lookedAt: number; rewritten: number; kept: number; graced: number };
}

/** What of the records that were there is counted: deadlines of ownerships, scores, classes, grades. */
const followed: Record<string, string> = { lead: 'deadlines', scoring: 'scores', classification: 'classes', account: 'grades' };

export function applicationLine(application: PolicyApplication): string {
  const { purpose, kind, policyId, version, grandfathering, graceDays, status, startsAt } = application;
  const how = purpose === 'recompute' ? 'computed once more' : `${grandfathering}${graceDays > 0 ? `, ${counted(graceDays, 'day', 'days')} of grace` : ''}`;
  return `${kind}/${policyId} version ${version} (${how}): ${status}${status === 'scheduled' ? ` for ${startsAt}` : progressText(application)}`;
}

/** `, 500 of 1,200 looked at, 480 deadlines rewritten, 20 kept`; nothing where nothing follows. */
export function progressText({ kind, grandfathering, progress: { total, lookedAt, rewritten, kept, graced } }: PolicyApplication): string {
  const what = followed[kind];
  if (!what) return '';
  if (kind === 'lead' && grandfathering === 'keep') return `, ${number(total)} running ownerships keep their rules`;
  return `, ${number(lookedAt)} of ${number(total)} looked at, ${number(rewritten)} ${what} rewritten, ${number(kept)} kept${graced > 0 ? `, ${number(graced)} with grace` : ''}`;
}

export function changeLine({ path, before, after }: PolicyChange): string {
  if (before === undefined) return `  + ${path}: ${JSON.stringify(after)}`;
  if (after === undefined) return `  - ${path}: ${JSON.stringify(before)}`;
  return `  ~ ${path}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`;
}

export const number = (value: number): string => value.toLocaleString('en-US');
export const counted = (value: number, one: string, many: string): string => `${number(value)} ${value === 1 ? one : many}`;
