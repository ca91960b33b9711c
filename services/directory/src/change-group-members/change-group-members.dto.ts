import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { memberIds } from '../make-group/make-group.dto';

export const changeGroupMembersSchema = z
  .strictObject({ add: memberIds.default([]), remove: memberIds.default([]) })
  .refine(({ add, remove }) => !add.some((id) => remove.includes(id)), 'nobody is added and taken out at once');
export type ChangeGroupMembers = z.infer<typeof changeGroupMembersSchema>;
export class ChangeGroupMembersDto extends createZodDto(changeGroupMembersSchema) {}
