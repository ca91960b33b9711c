import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { groupName } from '../make-group/make-group.dto';

export const changeGroupSchema = z.strictObject({ name: groupName.optional(), externalId: z.string().min(1).max(200).nullable().optional() });
export type ChangeGroup = z.infer<typeof changeGroupSchema>;
export class ChangeGroupDto extends createZodDto(changeGroupSchema) {}
