import { pageQuery, pageSchema } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import type { ApiKey } from '../api-key/api-key';

export const apiKeySchema = z.object({
  id: z.uuid(),
  /** The public part of the key, and its client id. */
  prefix: z.string(),
  ownerId: z.uuid(),
  name: z.string(),
  may: z.array(z.string()),
  madeBy: z.string(),
  madeAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** To the minute. */
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type ApiKeyView = z.infer<typeof apiKeySchema>;
export class ApiKeyDto extends createZodDto(apiKeySchema) {}
export class ApiKeysPageDto extends createZodDto(pageSchema(apiKeySchema)) {}

export const apiKeysQuerySchema = z.object({
  ...pageQuery,
  /** Absent: one's own; of others for administrators only. */
  owner: z.uuid().optional(),
});
export type ApiKeysQuery = z.infer<typeof apiKeysQuerySchema>;
export class ApiKeysQueryDto extends createZodDto(apiKeysQuerySchema) {}

export const apiKeyView = ({ id, prefix, ownerId, name, may, madeBy, madeAt, expiresAt, lastUsedAt, revokedAt }: ApiKey): ApiKeyView => ({
  id, prefix, ownerId, name, may, madeBy,
  madeAt: madeAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  revokedAt: revokedAt?.toISOString() ?? null,
});
