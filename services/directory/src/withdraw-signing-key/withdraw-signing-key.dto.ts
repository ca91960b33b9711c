import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const withdrawSigningKeySchema = z.strictObject({ kid: z.string().min(1).max(200), reason: z.string().trim().min(1).max(500) });
export type WithdrawSigningKey = z.infer<typeof withdrawSigningKeySchema>;
export class WithdrawSigningKeyDto extends createZodDto(withdrawSigningKeySchema) {}

export const withdrawnSigningKeySchema = z.object({ kid: z.string(), withdrawn: z.literal(true) });
export type WithdrawnSigningKey = z.infer<typeof withdrawnSigningKeySchema>;
export class WithdrawnSigningKeyDto extends createZodDto(withdrawnSigningKeySchema) {}
