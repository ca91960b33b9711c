import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import type { Account } from './account.entity';

const instant = z.iso.datetime();

/** What every command of an account answers. */
export const accountStateSchema = z.object({
  accountId: z.uuid(),
  name: z.string(),
  status: z.enum(['active', 'churned', 'merged']),
  ownerId: z.uuid(),
  parentId: z.uuid().nullable(),
  grade: z.enum(['A', 'B', 'C', 'D']).nullable(),
  /** When the next visit is overdue; null where none is expected. */
  visitDueAt: instant.nullable(),
  version: z.int(),
});
export type AccountState = z.infer<typeof accountStateSchema>;
export class AccountStateDto extends createZodDto(accountStateSchema) {}

export function accountState({ id: accountId, name, status, ownerId, parentId, grade, visitDueAt, version }: Account): AccountState {
  return { accountId, name, status, ownerId, parentId, grade, visitDueAt: visitDueAt?.toISOString() ?? null, version };
}
