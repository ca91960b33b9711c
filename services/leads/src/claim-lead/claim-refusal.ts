import type { ThroughlineError } from '@throughline/errors/throughline-error';
import type { ClaimAnswer, ClaimRule } from '@throughline/policy/claim-rules';
import { leadErrors } from '../lead/lead.errors';
import type { LeadStatus } from '../lead/lead.transitions';

/** Refusals that the state of the lead alone decides. */
export function refusedByStatus(status: LeadStatus): ThroughlineError {
  if (status === 'owned') return leadErrors.already_claimed({ data: { rule: 'first-come' } });
  return leadErrors.not_claimable({ detail: `The lead is ${status}.`, data: { rule: 'status', status } });
}

/** What the caller is told: which rule, its limit, and when the claim would be allowed. No default: a new rule must be answered here. */
export function claimRefused({ rule, limit, allowedAt, also }: Extract<ClaimAnswer, { ok: false }>): ThroughlineError {
  const again = allowedAt ? ` It is allowed again at ${allowedAt.toISOString()}.` : '';
  const data = { rule, limit, ...(also.length > 0 && { also }), ...(allowedAt && { allowedAt: allowedAt.toISOString() }) };
  const sentences: Record<ClaimRule, [keyof typeof leadErrors, string]> = {
    freeze: ['frozen', `New leads are kept back for ${limit} hours.`],
    'cool-down-last-owner': ['cooling_down', `You were its last owner; you may claim it ${limit} days after you lost it.`],
    'cool-down-recent-owner': ['cooling_down', `You had this lead lately; you may claim it ${limit} days after you lost it.`],
    'cool-down-team': ['cooling_down', `A colleague of your unit had this lead lately; your unit may claim it ${limit} days after that.`],
    'per-day': ['quota_used_up', `You may claim ${limit} leads a day here.`],
    'per-week': ['quota_used_up', `You may claim ${limit} leads a week here.`],
    'ownership-cap': ['quota_used_up', `You may own ${limit} leads of this pool at once; give one back, convert or disqualify it first.`],
    'ownership-cap-overall': ['quota_used_up', `You may own ${limit} leads at once; give one back, convert or disqualify it first.`],
  };
  const [code, sentence] = sentences[rule];
  return leadErrors[code]({ detail: sentence + again, data });
}
