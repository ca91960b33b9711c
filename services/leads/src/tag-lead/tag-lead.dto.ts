import { slug } from '@throughline/policy/classification-policy';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { leadStateSchema } from '../lead/lead-state.dto';

export const tagLeadSchema = z.strictObject({
  /** What it carries already changes nothing. */
  tags: z.array(slug).min(1).max(20),
});
export type TagLead = z.infer<typeof tagLeadSchema>;
export class TagLeadDto extends createZodDto(tagLeadSchema) {}

export const taggedLeadSchema = leadStateSchema.extend({
  /** All that it carries now, sorted. */
  tags: z.array(z.string()),
});
export type TaggedLead = z.infer<typeof taggedLeadSchema>;
export class TaggedLeadDto extends createZodDto(taggedLeadSchema) {}
