import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

import { CHECKS } from '@throughline/observability/finding';

const findingSchema = z.object({
  check: z.enum(CHECKS),
  /** Which one, where there are several: a connection, a service, a channel. */
  about: z.string().nullable(),
  ok: z.boolean(),
  /** Of what should not be there; of `comparison` the minutes since. */
  count: z.int().nullable(),
  /** Why not, for the operator. */
  detail: z.string().nullable(),
});

const findingsSchema = z.object({
  /** Who looked. */
  service: z.string(),
  /** By the wall clock. */
  at: z.iso.datetime(),
  findings: z.array(findingSchema),
});
export type Findings = z.infer<typeof findingsSchema>;
export class FindingsDto extends createZodDto(findingsSchema) {}
