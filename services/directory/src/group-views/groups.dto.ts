import { pageQuery, pageSchema } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const groupSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  externalId: z.string().nullable(),
  /** Also who has left. */
  members: z.int(),
  version: z.int(),
});
export type GroupView = z.infer<typeof groupSchema>;
export const memberSchema = z.object({ personId: z.uuid(), name: z.string(), active: z.boolean(), addedAt: z.iso.datetime() });
export type MemberView = z.infer<typeof memberSchema>;

export const groupsQuerySchema = z.strictObject({
  ...pageQuery,
  /** Only those that this person is in. */
  member: z.uuid().optional(),
});
export type GroupsQuery = z.infer<typeof groupsQuerySchema>;
export const membersQuerySchema = z.strictObject(pageQuery);
export type MembersQuery = z.infer<typeof membersQuerySchema>;

export class GroupDto extends createZodDto(groupSchema) {}
export class GroupsPageDto extends createZodDto(pageSchema(groupSchema)) {}
export class GroupsQueryDto extends createZodDto(groupsQuerySchema) {}
export class MembersPageDto extends createZodDto(pageSchema(memberSchema)) {}
export class MembersQueryDto extends createZodDto(membersQuerySchema) {}
