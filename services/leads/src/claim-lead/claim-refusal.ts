import type { ThroughlineError } from '@throughline/errors/throughline-error';
import type { ClaimAnswer, ClaimRefusal } from '@throughline/policy/claim-rules';
import type { LeadPolicy } from '@throughline/policy/lead-policy';
import { leadErrors } from '../lead/lead.errors';
import type { LeadStatus } from '../lead/lead.transitions';

/** Refusals that the state of the lead alone decides. */
export function refusedByStatus(status: LeadStatus): ThroughlineError {
  if (status === 'owned') return leadErrors.already_claimed({ data: { rule: 'first-come' } });
  return leadErrors.not_claimable({ detail: `The lead is ${status}.`, data: { rule: 'status', status } });
}

/** What the caller is told: which rule, its limit, and when the claim would be allowed. No default: a new refusal must be answered here. */
export function claimRefused({ code, allowedAt }: Extract<ClaimAnswer, { ok: false }>, { claim }: LeadPolicy): ThroughlineError {
  const when = allowedAt && { allowedAt: allowedAt.toISOString() };
  const again = allowedAt ? ` It is allowed again at ${allowedAt.toISOString()}.` : '';
  const refusals: Record<ClaimRefusal, () => ThroughlineError> = {
    frozen: () =>
      leadErrors.frozen({
        detail: `New leads are kept back for ${claim.freezeHours} hours.${again}`,
        data: { rule: 'freeze', hours: claim.freezeHours, ...when },
      }),
    cooling_down: () => leadErrors.cooling_down({ detail: `You had this lead lately.${again}`, data: { rule: 'cool-down', ...when } }),
    daily_quota_used_up: () =>
      leadErrors.quota_used_up({ detail: `You may claim ${claim.perDay} leads a day here.${again}`, data: { rule: 'per-day', limit: claim.perDay, ...when } }),
    weekly_quota_used_up: () =>
      leadErrors.quota_used_up({ detail: `You may claim ${claim.perWeek} leads a week here.${again}`, data: { rule: 'per-week', limit: claim.perWeek, ...when } }),
    ownership_cap_reached: () =>
      leadErrors.quota_used_up({
        detail: `You may own ${claim.cap} leads of this pool at once; give one back, convert or disqualify it first.`,
        data: { rule: 'ownership-cap', limit: claim.cap },
      }),
  };
  return refusals[code]();
}
