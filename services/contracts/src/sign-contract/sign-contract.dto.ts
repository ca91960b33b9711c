import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const signContractSchema = z.strictObject({
  side: z.enum(['ours', 'theirs']),
  /** Name of the person who signed. */
  signatory: z.string().min(1).max(200),
  /** SHA-256 of the signed text, hexadecimal; that of the current version. */
  documentHash: z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hexadecimal'),
});
export class SignContractDto extends createZodDto(signContractSchema) {}
