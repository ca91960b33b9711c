import { daysBetween } from '@throughline/calendar/days';
import { classify } from '@throughline/policy/classification-policy';
import type { Classification, ClassificationPolicy } from '@throughline/policy/classification-policy';
import type { LeadScore } from '@throughline/policy/lead-score';
import { scoreLead } from '@throughline/policy/lead-score';
import type { ScoringPolicy } from '@throughline/policy/scoring-policy';
import type { LeadDetails } from '../lead/lead-details';

/** The rules in force, and the day that they look at a lead. */
export interface Assessment {
  classification: ClassificationPolicy;
  scoring: ScoringPolicy;
  /** Local day of the company. */
  today: string;
}

/** What of a lead the rules may ask for. */
type Assessable = Pick<
  LeadDetails,
  | 'displayName' | 'companyName' | 'contactName' | 'email' | 'phone' | 'creditCode' | 'domain' | 'country' | 'countryCode' | 'region' | 'city' | 'product'
  | 'source' | 'campaign' | 'channel' | 'referrer' | 'attributes' | 'expectedCloseOn' | 'likelihood' | 'businessType' | 'tags'
>;

/** How many activities of each kind were recorded. */
export type ActivityCounts = Readonly<Record<string, number>>;

/** Classifies and scores a new lead in place. */
export function assessLead(details: LeadDetails, { classification, scoring, today }: Assessment): void {
  const facts = factsOf(details, {}, today);
  Object.assign(details, classify(facts, classification));
  facts.businessType = details.businessType;
  facts.tags = details.tags;
  const { score, grade, rules } = scoreLead(facts, scoring);
  Object.assign(details, { score, grade, scoreRules: rules, scoreVersion: scoring.version });
}

/**
 * The class of a lead that is there, by other rules: where the former ones gave its business type, or none, it takes the new one; tags that a rule gave
 * go with the rule. Whatever else it is called was said by a person.
 */
export function reclassified(lead: Assessable, before: ClassificationPolicy, { classification, today }: Assessment): Classification {
  const facts = factsOf(lead, {}, today);
  const unclassed = { ...facts, businessType: null, tags: [] };
  const byRule = lead.businessType === null || classify(unclassed, before).businessType === lead.businessType;
  const { businessType } = byRule ? classify(unclassed, classification) : lead;
  const old = classify({ ...facts, tags: [] }, before).tags;
  const fresh = classify({ ...facts, businessType, tags: [] }, classification).tags;
  const kept = lead.tags.filter((tag) => fresh.includes(tag) || !old.includes(tag));
  return { businessType, tags: [...new Set([...kept, ...fresh.filter((tag) => !old.includes(tag))])].sort() };
}

/** The score of a lead that is there. Its class stays: people may have changed it. */
export function scoreOf(lead: Assessable, activities: ActivityCounts, { scoring, today }: Pick<Assessment, 'scoring' | 'today'>): LeadScore {
  return scoreLead(factsOf(lead, activities, today), scoring);
}

/** A literal, not a copy of what the lead has: an import does this for every row, and objects of one shape are read fastest. */
function factsOf(lead: Assessable, activities: ActivityCounts, today: string) {
  const { expectedCloseOn } = lead;
  let all = 0;
  for (const count of Object.values(activities)) all += count;
  return {
    displayName: lead.displayName,
    companyName: lead.companyName,
    contactName: lead.contactName,
    email: lead.email,
    phone: lead.phone,
    creditCode: lead.creditCode,
    domain: lead.domain,
    country: lead.country,
    countryCode: lead.countryCode,
    region: lead.region,
    city: lead.city,
    product: lead.product,
    source: lead.source,
    campaign: lead.campaign,
    channel: lead.channel,
    referrer: lead.referrer,
    businessType: lead.businessType,
    tags: lead.tags,
    likelihood: lead.likelihood,
    expectedCloseInDays: expectedCloseOn === null ? null : daysBetween(today, expectedCloseOn),
    attributes: lead.attributes,
    activities: all,
    ...prefixed(activities),
  };
}

function prefixed(activities: ActivityCounts): Record<`activities.${string}`, number> {
  return Object.fromEntries(Object.entries(activities).map(([kind, count]) => [`activities.${kind}`, count]));
}
