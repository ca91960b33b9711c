import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import type { Contract } from './contract.entity';

export const contractStatusSchema = z.enum(['draft', 'in-review', 'returned', 'approved', 'signed', 'active', 'refused', 'terminated', 'ended']);

/** What every command on a contract answers. `version` is the ETag; `currentVersion` the number of the document version. */
export const contractAnswerSchema = z.object({
  id: z.uuid(),
  dealId: z.uuid(),
  number: z.string(),
  status: contractStatusSchema,
  currentVersion: z.int(),
  version: z.int(),
});
export type ContractAnswer = z.infer<typeof contractAnswerSchema>;
export class ContractAnswerDto extends createZodDto(contractAnswerSchema) {}

export function contractAnswer({ id, dealId, number, status, currentVersion, version }: Contract): ContractAnswer {
  return { id, dealId, number, status, currentVersion, version };
}
