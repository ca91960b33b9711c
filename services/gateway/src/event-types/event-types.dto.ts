import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const eventTypeSchema = z.object({
  /** `throughline.lead.captured.v1` */
  type: z.string(),
  /** Without prefix and version, as timelines and the audit trail name it: `lead.captured`. */
  name: z.string(),
  version: z.int(),
  topic: z.string(),
  /** Kind of record that it tells of; the record's id is the key. */
  aggregate: z.string(),
  /** One sentence. */
  about: z.string(),
});
export type EventType = z.infer<typeof eventTypeSchema>;
export class EventTypesDto extends createZodDto(z.object({ items: z.array(eventTypeSchema) })) {}

const eventTypeDetailSchema = eventTypeSchema.extend({
  /** All versions that are published of it, this one among them, oldest first. */
  versions: z.array(z.int()),
  /** JSON Schema (2020-12) of `data`. */
  schema: z.record(z.string(), z.unknown()),
  /** Data that keeps to the schema. */
  example: z.record(z.string(), z.unknown()),
});
export type EventTypeDetail = z.infer<typeof eventTypeDetailSchema>;
export class EventTypeDto extends createZodDto(eventTypeDetailSchema) {}
