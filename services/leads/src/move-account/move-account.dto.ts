import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const moveAccountSchema = z.strictObject({
  /** The account above; null: the top of a tree of its own. */
  parentId: z.uuid().nullable(),
});
export type MoveAccount = z.infer<typeof moveAccountSchema>;
export class MoveAccountDto extends createZodDto(moveAccountSchema) {}
