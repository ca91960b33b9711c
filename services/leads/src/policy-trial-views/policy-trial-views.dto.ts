import { pageQuery, pageSchema } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { lossSchema } from '../policy-preview-views/policy-preview-views.dto';

const query = z.strictObject({ ...pageQuery });
export type TrialQuery = z.infer<typeof query>;
export class TrialQueryDto extends createZodDto(query) {}

const lineSchema = z.object({
  no: z.int(),
  /** sooner: the draft would have ended it before the rules in force; later: they have ended what the draft would have left. */
  change: z.enum(['sooner', 'later']),
  leadId: z.uuid(),
  displayName: z.string().nullable(),
  ownerId: z.uuid(),
  ownerName: z.string().nullable(),
  /** As it was when it was logged. */
  inFact: lossSchema.nullable(),
  underDraft: lossSchema.nullable(),
  loggedAt: z.iso.datetime(),
});
export type TrialLineView = z.infer<typeof lineSchema>;
export class TrialPageDto extends createZodDto(pageSchema(lineSchema)) {}
