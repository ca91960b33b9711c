import { leadErrors } from './lead.errors';
import type { LeadIdentity } from './lead-keys';
import { cleanText, companyDomain, normaliseCreditCode, normaliseEmail, normalisePhone } from './normalise';

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
  city?: string | undefined;
  product?: string | undefined;
  source?: string | undefined;
  campaign?: string | undefined;
  externalSystem?: string | undefined;
  externalId?: string | undefined;
  attributes?: Record<string, string> | undefined;
}

/** What is kept of it, normalised. */
export interface LeadDetails extends LeadIdentity {
  country: string | null;
  city: string | null;
  product: string | null;
  source: string | null;
  campaign: string | null;
  attributes: Record<string, string>;
}

type Checkable = 'email' | 'phone' | 'creditCode';

interface Options {
  /** ISO 3166 alpha-2 for national telephone numbers. */
  phoneCountry?: string;
  /** True where an unusable value is left out instead of refusing the whole record. */
  drop?: (field: Checkable) => boolean;
}

/**
 * Normalises a lead.
 * @throws lead.email_invalid, lead.phone_invalid, lead.credit_code_invalid, lead.name_missing, each with `field`
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
  return {
    displayName,
    companyName,
    contactName,
    email,
    phone,
    creditCode,
    domain: companyDomain(email, raw.website),
    country: cleanText(raw.country),
    city: cleanText(raw.city),
    product: cleanText(raw.product),
    source: cleanText(raw.source),
    campaign: cleanText(raw.campaign),
    externalSystem: cleanText(raw.externalSystem),
    externalId: cleanText(raw.externalId),
    attributes: raw.attributes ?? {},
  };
}
