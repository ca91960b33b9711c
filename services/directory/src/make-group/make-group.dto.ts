import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const groupName = z.string().trim().min(1).max(200);
/** In one request, and so in one fact: more come in several. */
export const MOST_MEMBERS = 500;
export const memberIds = z.array(z.uuid()).max(MOST_MEMBERS);

export const makeGroupSchema = z.strictObject({
  name: groupName,
  externalId: z.string().min(1).max(200).nullable().default(null),
  memberIds: memberIds.default([]),
});
export type MakeGroup = z.infer<typeof makeGroupSchema>;
export class MakeGroupDto extends createZodDto(makeGroupSchema) {}
