import { pageQuery, pageSchema, searchedText } from '@throughline/http/page';
import { moneySchema } from '@throughline/money/money';
import { paymentTermsSchema } from '@throughline/policy/payment-terms';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { contractStatusSchema } from '../contract/contract.answer';

const instant = z.iso.datetime();

export const contractListQuerySchema = z.strictObject({
  ...pageQuery,
  status: contractStatusSchema.optional(),
  dealId: z.uuid().optional(),
  owner: z.uuid().optional(),
  /** Somewhere in the customer's name, the number or the product. */
  text: searchedText,
});
export type ContractListQuery = z.infer<typeof contractListQuerySchema>;
export class ContractListQueryDto extends createZodDto(contractListQuerySchema) {}

export const contractLineSchema = z.object({
  id: z.uuid(),
  number: z.string(),
  dealId: z.uuid(),
  accountId: z.uuid(),
  accountName: z.string(),
  ownerId: z.uuid(),
  product: z.string(),
  status: contractStatusSchema,
  amount: moneySchema,
  currentVersion: z.int(),
  draftedAt: instant,
  signedAt: instant.nullable(),
  activatedAt: instant.nullable(),
  version: z.int(),
});
export type ContractLine = z.infer<typeof contractLineSchema>;
export class ContractPageDto extends createZodDto(pageSchema(contractLineSchema)) {}

const legSchema = z.object({ leg: z.string(), outcome: z.enum(['approved', 'returned']), by: z.string(), comment: z.string().nullable(), at: instant });

const reviewSchema = z.object({
  /** The version that the legs look at: the present one. */
  version: z.int(),
  requestedBy: z.string(),
  requestedAt: instant,
  legs: z.array(
    z.object({
      leg: z.string(),
      label: z.string(),
      role: z.string(),
      /** `holds`: it approved an earlier version, and nothing that it looks after was changed since. `open`: it has to look at this one. */
      status: z.enum(['approved', 'returned', 'holds', 'open']),
      /** Of an open leg: working hours from when it was asked. */
      remindAt: instant.nullable(),
      dueAt: instant.nullable(),
      late: z.boolean(),
      /** `version`: on which it was given. */
      decision: z.object({ version: z.int(), by: z.string(), comment: z.string().nullable(), at: instant }).nullable(),
    }),
  ),
});

export const contractDetailSchema = contractLineSchema.extend({
  /** Which win of the deal it is for. */
  cycle: z.int(),
  reason: z.string().nullable(),
  terms: paymentTermsSchema,
  /** First and last local day of the term; without a last one it runs until it is terminated. */
  startsOn: z.iso.date().nullable(),
  endsOn: z.iso.date().nullable(),
  /** When it was refused or terminated, or its term was over. */
  endedAt: instant.nullable(),
  /** SHA-256 of the current version's text: what a signature must name. */
  documentHash: z.string(),
  versions: z.array(z.object({ no: z.int(), amount: moneySchema, changed: z.array(z.string()), documentHash: z.string(), createdBy: z.string(), createdAt: instant, legs: z.array(legSchema) })),
  /** The review of the present version; null while none was asked for. */
  review: reviewSchema.nullable(),
  signatures: z.array(z.object({ side: z.enum(['ours', 'theirs']), signatory: z.string(), versionNo: z.int(), documentHash: z.string(), signedAt: instant })),
  /** The latest fifty. */
  activities: z.array(z.object({ id: z.uuid(), kind: z.string(), minutes: z.int().nullable(), note: z.string().nullable(), by: z.string(), at: instant })),
});
export type ContractDetail = z.infer<typeof contractDetailSchema>;
export class ContractDetailDto extends createZodDto(contractDetailSchema) {}

export const contractDocumentSchema = z.object({
  contractId: z.uuid(),
  no: z.int(),
  document: z.string(),
  documentHash: z.string(),
  /** The part of the text that people write: what the `body` of the next version begins from. */
  clauses: z.string(),
});
export type ContractDocument = z.infer<typeof contractDocumentSchema>;
export class ContractDocumentDto extends createZodDto(contractDocumentSchema) {}

/** Parameters of the path. */
export class VersionParamDto extends createZodDto(z.strictObject({ id: z.string(), no: z.coerce.number().int().min(1).max(1_000_000) })) {}
