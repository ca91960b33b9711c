import { slug } from '@throughline/policy/classification-policy';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { fieldName, formField, NAMES, origin } from '../form/form';

export const openFormSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    /** Pages of these origins may send it, and no others. */
    allowedOrigins: z.array(origin).min(1).max(50),
    /** What it asks for: fields of a lead by their names; any other name becomes an attribute. One that names the lead is required. */
    fields: z.array(formField).min(1).max(40),
    /** Kept with each lead for ever. */
    source: z.string().trim().min(1).max(200),
    campaign: z.string().trim().min(1).max(200).optional(),
    /** Instead of what the rules of classification would say. */
    businessType: slug.optional(),
    /** Besides those of the rules. */
    tags: z.array(slug).max(20).default([]),
    /** When absent, each lead enters the pool that takes its business type, as if who opens the form entered it. */
    poolId: z.uuid().optional(),
    captchaRequired: z.boolean().default(false),
    /** A field that the page hides from people; what a program fills in there gives it away. */
    trapField: fieldName.default('fax'),
    /** ISO 3166 alpha-2, for national telephone numbers. */
    phoneCountry: z.string().regex(/^[A-Z]{2}$/).default('CN'),
    /** Sendings taken in one minute from everybody, and from one address. */
    perMinute: z.int().min(1).max(10_000).default(120),
    perAddressPerMinute: z.int().min(1).max(1_000).default(6),
  })
  .superRefine(({ fields, trapField }, context) => {
    const names = fields.map(({ name }) => name);
    const fault = (message: string): void => context.addIssue({ code: 'custom', path: ['fields'], message });
    if (new Set(names).size !== names.length) fault('each field once');
    if (names.includes(trapField)) fault('the trap must not be a field of the form');
    if (!fields.some(({ name, required }) => required && NAMES.includes(name))) fault('one of displayName, companyName, contactName must be required');
  });
export type OpenForm = z.infer<typeof openFormSchema>;
export class OpenFormDto extends createZodDto(openFormSchema) {}

/** `publicKey` goes into the page: POST /v1/forms/{publicKey}/leads. */
export const openedFormSchema = z.object({ formId: z.uuid(), publicKey: z.string(), poolId: z.uuid().nullable(), status: z.literal('open'), version: z.int() });
export type OpenedForm = z.infer<typeof openedFormSchema>;
export class OpenedFormDto extends createZodDto(openedFormSchema) {}
