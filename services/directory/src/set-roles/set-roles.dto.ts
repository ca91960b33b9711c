import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { rolesSchema } from '../join-person/join-person.dto';

export const setRolesSchema = z.strictObject({ /** All of them from now on. */ roles: rolesSchema });
export type SetRoles = z.infer<typeof setRolesSchema>;
export class SetRolesDto extends createZodDto(setRolesSchema) {}
