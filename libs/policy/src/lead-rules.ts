import type { LeadClockFacts } from './lead-clock-facts';
import type { LeadPolicy, OnDue } from './lead-policy';
import { withVariant } from './lead-policy-checks';
import { because } from './because';
import type { Because } from './because';

/** The clock and the end of a policy as they are for one lead: those of the first variant that fits, else the policy's own. */
export function rulesFor(facts: LeadClockFacts, policy: LeadPolicy): { clock: LeadPolicy['clock']; onDue: OnDue } {
  const variant = policy.variants.find(({ when }) => fits(facts, when));
  return { clock: withVariant(policy.clock, variant), onDue: variant?.onDue ?? policy.onDue };
}

function fits(facts: LeadClockFacts, { grade, businessType, source, product, tag }: LeadPolicy['variants'][number]['when']): boolean {
  const among = (wanted: readonly string[] | undefined, value: string | null | undefined): boolean => wanted === undefined || (value != null && wanted.includes(value));
  const tagged = tag === undefined || tag.some((one) => facts.tags?.includes(one));
  return tagged && among(grade, facts.grade) && among(businessType, facts.businessType) && among(source, facts.source) && among(product, facts.product);
}

/** Why the clock stands still: a pause that has no end yet, or the first exemption of the policy that holds; undefined when it runs. */
export function exemptionOf({ pauses = [], exemptions = [], tags = [] }: LeadClockFacts, policy: LeadPolicy): { exemption: string; because: Because } | undefined {
  if (pauses.some(({ to }) => to == null)) return { exemption: 'paused', because: because('paused', 'paused', {}) };
  for (const { while: kind, fromStage, tag } of policy.exempt) {
    const holds = kind === 'tagged' ? tags.includes(tag!) : exemptions.includes(fromStage === undefined ? kind : `${kind}:${fromStage}`);
    const more = tag ?? fromStage;
    if (holds) return { exemption: kind, because: because(`exempt-${kind}`, `while-${kind}`, { ...(more !== undefined && { more }) }) };
  }
  return undefined;
}
