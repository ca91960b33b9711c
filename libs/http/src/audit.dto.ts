import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

import { pageQuery, pageSchema } from './page';

const name = z.string().min(1).max(200);
/** What lines are asked for; together they narrow. */
const filter = {
  /** From this instant on, by business time. */
  from: z.iso.datetime({ offset: true }).optional(),
  /** Before this instant. */
  until: z.iso.datetime({ offset: true }).optional(),
  /** Id of who acted. */
  person: name.optional(),
  /** Kind of record: `lead`. */
  kind: name.optional(),
  /** Id of one record. */
  record: name.optional(),
  /** What was done, as the catalogue of events names it without version: `lead.claimed`. */
  what: name.optional(),
  /** All but this kind of record; `audit`: without those who looked at the trail. */
  without: name.optional(),
};

export const auditExportQuerySchema = z.strictObject(filter);
export type AuditExportQuery = z.infer<typeof auditExportQuerySchema>;
export class AuditExportQueryDto extends createZodDto(auditExportQuerySchema) {}

export const auditQuerySchema = z.strictObject({ ...pageQuery, ...filter });
export type AuditQuery = z.infer<typeof auditQuerySchema>;
export class AuditQueryDto extends createZodDto(auditQuerySchema) {}

const lineSchema = z.object({
  /** Of the line in the service's trail, as `throughline audit verify` names it. */
  seq: z.string(),
  /** Business time. */
  at: z.string(),
  /** By the clock of the database. */
  recordedAt: z.string(),
  /** `lead.claimed`; of who read something `lead.revealed`, `audit.exported`. */
  what: z.string(),
  record: z.object({ kind: z.string(), id: z.string() }),
  /** Null where nobody is known to have done it. `type`: by what he was known (`user`, `api_key`, `link`, `system`). `name` only of people. */
  by: z.object({ type: z.string(), id: z.string(), name: z.string().nullable() }).nullable(),
  /** Id of the person in whose place it was done. */
  standsInFor: z.string().nullable(),
  /** The deal that it belongs to; before it is one, the lead. */
  correlationId: z.string().nullable(),
  /** What was said. */
  data: z.record(z.string(), z.unknown()),
  /** Under a seal, so that a change would be found. */
  sealed: z.boolean(),
});
export type AuditEntry = z.infer<typeof lineSchema>;

/** The latest first. */
const auditSchema = pageSchema(lineSchema).extend({
  service: z.string(),
  /** The last seal over the trail; null before the first. */
  seal: z.object({ no: z.string(), sealedAt: z.iso.datetime(), hash: z.string() }).nullable(),
});
export type Audit = z.infer<typeof auditSchema>;
export class AuditDto extends createZodDto(auditSchema) {}
