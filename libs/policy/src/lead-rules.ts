import type { LeadClockFacts } from './lead-clock-facts';
import type { LeadPolicy, OnDue } from './lead-policy';
import { withVariant } from './lead-policy-checks';
import type { Because } from './policy-document';

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

const texts: Record<LeadPolicy['exempt'][number]['while'], string> = {
  won: 'its deal is won',
  'open-deal': 'it has an open deal',
  'live-contract': 'it has a live contract',
  locked: 'it is locked',
  'in-approval': 'it is in approval',
  registered: 'it is registered',
  tagged: 'it carries a tag',
};

/** Why the clock stands still: a pause that has no end yet, or the first exemption of the policy that holds; undefined when it runs. */
export function exemptionOf({ pauses = [], exemptions = [], tags = [] }: LeadClockFacts, policy: LeadPolicy): (Because & { exemption: string }) | undefined {
  if (pauses.some(({ to }) => to == null)) return { exemption: 'paused', rule: 'paused', text: 'protection does not end while the lead is paused' };
  for (const { while: kind, fromStage, tag } of policy.exempt) {
    const holds = kind === 'tagged' ? tags.includes(tag!) : exemptions.includes(fromStage === undefined ? kind : `${kind}:${fromStage}`);
    const more = tag ?? fromStage;
    if (holds) return { exemption: kind, rule: `exempt-${kind}`, text: `protection does not end while ${texts[kind]}${more === undefined ? '' : ` (${more})`}` };
  }
  return undefined;
}
