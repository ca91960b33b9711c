import { createHash } from 'node:crypto';
import { companyKey } from './normalise';

/** What two records of the same lead have in common; `(kind, value)` is unique in table lead_key. */
export type LeadKeyKind = 'external' | 'credit_code' | 'email' | 'phone' | 'company' | 'content';
export interface LeadKey {
  kind: LeadKeyKind;
  value: string;
}

/** The normalised facts that identify a lead. */
export interface LeadIdentity {
  displayName: string;
  companyName: string | null;
  contactName: string | null;
  email: string | null;
  phone: string | null;
  creditCode: string | null;
  domain: string | null;
  externalSystem: string | null;
  externalId: string | null;
}

/** Strongest first: the first that is found says which lead a duplicate belongs to. */
export const KEY_STRENGTH: readonly LeadKeyKind[] = ['external', 'credit_code', 'email', 'phone', 'company', 'content'];

/**
 * The keys of a lead: external id within its source system, credit code, e-mail, phone, normalised company name with domain.
 * A record that has none of them is known by its content, so that the same file imported again creates nothing twice.
 */
export function leadKeys(lead: LeadIdentity, content?: string): LeadKey[] {
  const keys: LeadKey[] = [];
  if (lead.externalId !== null) keys.push({ kind: 'external', value: `${lead.externalSystem ?? ''}:${lead.externalId}` });
  if (lead.creditCode !== null) keys.push({ kind: 'credit_code', value: lead.creditCode });
  if (lead.email !== null) keys.push({ kind: 'email', value: lead.email });
  if (lead.phone !== null) keys.push({ kind: 'phone', value: lead.phone });
  const company = lead.domain !== null ? companyKey(lead.companyName) : null;
  if (company !== null) keys.push({ kind: 'company', value: `${company}|${lead.domain}` });
  if (keys.length === 0 && content !== undefined) {
    keys.push({ kind: 'content', value: createHash('sha256').update(content).digest('hex') });
  }
  return keys;
}
