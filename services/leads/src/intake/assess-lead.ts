import { daysBetween } from '@throughline/calendar/days';
import { classify } from '@throughline/policy/classification-policy';
import type { ClassificationPolicy } from '@throughline/policy/classification-policy';
import type { LeadFacts } from '@throughline/policy/lead-condition';
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
  const { score, grade, rules } = scoreLead({ ...facts, businessType: details.businessType, tags: details.tags }, scoring);
  Object.assign(details, { score, grade, scoreRules: rules, scoreVersion: scoring.version });
}

/** The score of a lead that is there. Its class stays: people may have changed it. */
export function scoreOf(lead: Assessable, activities: ActivityCounts, { scoring, today }: Pick<Assessment, 'scoring' | 'today'>): LeadScore {
  return scoreLead(factsOf(lead, activities, today), scoring);
}

function factsOf(lead: Assessable, activities: ActivityCounts, today: string): LeadFacts {
  const { attributes, expectedCloseOn, ...fields } = lead;
  const facts: Record<string, LeadFacts[string]> = { ...fields, activities: 0 };
  for (const [name, value] of Object.entries(attributes)) facts[`attributes.${name}`] = value;
  let all = 0;
  for (const [kind, count] of Object.entries(activities)) {
    facts[`activities.${kind}`] = count;
    all += count;
  }
  facts.activities = all;
  facts.expectedCloseInDays = expectedCloseOn === null ? null : daysBetween(today, expectedCloseOn);
  return facts;
}
