import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const winBackAccountSchema = z.strictObject({
  note: z.string().trim().min(1).max(5_000).optional(),
});
export type WinBackAccount = z.infer<typeof winBackAccountSchema>;
export class WinBackAccountDto extends createZodDto(winBackAccountSchema) {}
