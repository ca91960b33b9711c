import { leadErrors } from './lead.errors';
import type { LeadIdentity } from './lead-keys';
import type { LeadGrade } from '@throughline/policy/lead-score';
import type { LeadChannel } from './lead-channel';
import { cleanText, companyDomain, normaliseCreditCode, normaliseEmail, normalisePhone } from './normalise';
import { normalisePlace } from './place';

/** A lead as somebody typed it or a file brought it. */
export interface RawLead {
  displayName?: string | undefined;
  companyName?: string | undefined;
  contactName?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  website?: string | undefined;
  creditCode?: string | undefined;
  country?: string | undefined;
  region?: string | undefined;
  city?: string | undefined;
  product?: string | undefined;
  source?: string | undefined;
  campaign?: string | undefined;
  channel?: LeadChannel | undefined;
  /** Who sent the lead: a partner, a customer. */
  referrer?: string | undefined;
  formId?: string | undefined;
  businessType?: string | undefined;
  tags?: string[] | undefined;
  /** Local day. */
  expectedCloseOn?: string | undefined;
  /** Percent. */
  likelihood?: number | undefined;
  externalSystem?: string | undefined;
  externalId?: string | undefined;
  attributes?: Record<string, string> | undefined;
}

/** What is kept of it, normalised. */
export interface LeadDetails extends LeadIdentity {
  country: string | null;
  countryCode: string | null;
  region: string | null;
  city: string | null;
  product: string | null;
  source: string | null;
  campaign: string | null;
  channel: LeadChannel;
  referrer: string | null;
  formId: string | null;
  attributes: Record<string, string>;
  expectedCloseOn: string | null;
  likelihood: number | null;
  /** Given with the lead, or by the rules (assess-lead.ts). */
  businessType: string | null;
  tags: string[];
  /** Null until the rules have looked at it. */
  score: number | null;
  grade: LeadGrade | null;
  scoreRules: string[];
  scoreVersion: number | null;
}

type Checkable = 'email' | 'phone' | 'creditCode';

interface Options {
  /** ISO 3166 alpha-2 for national telephone numbers. */
  phoneCountry?: string;
  /** True where an unusable value is left out instead of refusing the whole record. */
  drop?: (field: Checkable) => boolean;
}

/**
 * Normalises a lead; its class and score are left to the rules.
 * @throws lead.referrer_missing, lead.email_invalid, lead.phone_invalid, lead.credit_code_invalid, lead.name_missing, each with `field`
 */
export function leadDetails(raw: RawLead, { phoneCountry = 'CN', drop = () => false }: Options = {}): LeadDetails {
  const checked = (field: Checkable, value: string | undefined, normalised: string | null, invalid: (typeof leadErrors)['email_invalid']) => {
    if (normalised === null && cleanText(value) !== null && !drop(field)) throw invalid({ field });
    return normalised;
  };
  const companyName = cleanText(raw.companyName);
  const contactName = cleanText(raw.contactName);
  const displayName = cleanText(raw.displayName) ?? companyName ?? contactName;
  const email = checked('email', raw.email, normaliseEmail(raw.email), leadErrors.email_invalid);
  const phone = checked('phone', raw.phone, normalisePhone(raw.phone, phoneCountry), leadErrors.phone_invalid);
  const creditCode = checked('creditCode', raw.creditCode, normaliseCreditCode(raw.creditCode), leadErrors.credit_code_invalid);
  if (displayName === null) throw leadErrors.name_missing({ field: 'displayName' });
  const channel = raw.channel ?? 'api';
  const referrer = cleanText(raw.referrer);
  if (channel === 'partner' && referrer === null) throw leadErrors.referrer_missing({ field: 'referrer' });
  const { typed, ...place } = normalisePlace(raw);
  return {
    displayName,
    companyName,
    contactName,
    email,
    phone,
    creditCode,
    domain: companyDomain(email, raw.website),
    ...place,
    product: cleanText(raw.product),
    source: cleanText(raw.source),
    campaign: cleanText(raw.campaign),
    channel,
    referrer,
    formId: raw.formId ?? null,
    externalSystem: cleanText(raw.externalSystem),
    externalId: cleanText(raw.externalId),
    attributes: { ...raw.attributes, ...typed },
    expectedCloseOn: raw.expectedCloseOn ?? null,
    likelihood: raw.likelihood ?? null,
    businessType: raw.businessType ?? null,
    tags: raw.tags ?? [],
    score: null,
    grade: null,
    scoreRules: [],
    scoreVersion: null,
  };
}
