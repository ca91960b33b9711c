import { randomBytes } from 'node:crypto';
import { z } from 'zod';

/** Fields of a lead that a form may ask for; any other name becomes an attribute of the lead. */
const LEAD_FIELDS = ['displayName', 'companyName', 'contactName', 'email', 'phone', 'website', 'creditCode', 'country', 'region', 'city', 'product'] as const;
type LeadField = (typeof LEAD_FIELDS)[number];
export const NAMES: readonly string[] = ['displayName', 'companyName', 'contactName'] satisfies LeadField[];

export const fieldName = z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,59}$/, 'letters and digits');
export const formField = z.strictObject({ name: fieldName, label: z.string().min(1).max(200), required: z.boolean().default(false) });
export type FormField = z.infer<typeof formField>;

/** Of one deployment of a web page: scheme, host and port, as browsers send it. */
export const origin = z.string().max(300).regex(/^https?:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/, 'an origin such as https://www.example.com, in lower case and without a path');

/** A form as stored. A form does not change: another page, another form. */
export interface Form {
  id: string;
  name: string;
  publicKey: string;
  allowedOrigins: string[];
  fields: FormField[];
  source: string;
  campaign: string | null;
  businessType: string | null;
  tags: string[];
  /** Null: each lead enters the pool that takes its business type. */
  poolId: string | null;
  /** Of who opened it: from there the nearest pool is looked for. Null: a form of old, which names its pool. */
  orgPath: string | null;
  captchaRequired: boolean;
  trapField: string;
  phoneCountry: string;
  /** Sendings taken in one minute, from everybody and from one address. */
  perMinute: number;
  perAddressPerMinute: number;
  status: 'open' | 'closed';
  openedBy: string;
  openedAt: Date;
  closedAt: Date | null;
  version: number;
}

/** 144 random bits: to be guessed by nobody, though it is no secret. */
export function newPublicKey(): string {
  return `form_${randomBytes(18).toString('base64url')}`;
}

/** What was typed into the form, as fields of a lead and attributes. Empty fields count as not given. */
export function leadOf(form: Form, values: Readonly<Record<string, string>>): Partial<Record<LeadField, string>> & { attributes: Record<string, string> } {
  const lead: Partial<Record<LeadField, string>> = {};
  const attributes: Record<string, string> = {};
  for (const { name } of form.fields) {
    const value = values[name]?.trim();
    if (!value) continue;
    if ((LEAD_FIELDS as readonly string[]).includes(name)) lead[name as LeadField] = value;
    else attributes[name] = value;
  }
  return { ...lead, attributes };
}
