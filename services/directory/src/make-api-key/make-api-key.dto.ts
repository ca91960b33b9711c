import { isLimit } from '@throughline/access/key-limits';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { apiKeySchema } from '../api-key-views/api-keys.dto';

export const makeApiKeySchema = z.strictObject({
  /** What it is for, in words: "ERP connector". */
  name: z.string().trim().min(1).max(100),
  /** What it may do at most: `lead:read`, `lead:*`, `*:read`, `*:*`. It never may more than its owner, and never anything about keys. */
  may: z
    .array(z.string().max(100))
    .min(1)
    .max(100)
    .superRefine((entries, context) => {
      entries.forEach((entry, index) => {
        if (!isLimit(entry)) context.addIssue({ code: 'custom', path: [index], message: `"${entry}" is no kind:verb that a key can be given` });
      });
      if (new Set(entries).size !== entries.length) context.addIssue({ code: 'custom', message: 'each once' });
    }),
  /** By the wall clock, within a year; absent: in 90 days. */
  expiresAt: z.iso.datetime({ offset: true }).optional(),
  /** Whom the program acts for; absent: oneself. Of others only administrators make keys. */
  ownerId: z.uuid().optional(),
});
export type MakeApiKey = z.infer<typeof makeApiKeySchema>;
export class MakeApiKeyDto extends createZodDto(makeApiKeySchema) {}

/** `key` is shown this once and kept nowhere: to a repetition under the same Idempotency-Key it is null. */
export const madeApiKeySchema = apiKeySchema.extend({ key: z.string().nullable() });
export type MadeApiKey = z.infer<typeof madeApiKeySchema>;
export class MadeApiKeyDto extends createZodDto(madeApiKeySchema) {}
