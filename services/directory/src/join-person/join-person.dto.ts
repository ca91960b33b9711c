import { IANAZone } from 'luxon';
import { onlySchema } from '@throughline/access/only-schema';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { PERSON_ROLES } from '../person/person';

export const personName = z.string().trim().min(1).max(200);
export const personEmail = z.email().max(254).toLowerCase();
export const personZone = z.string().refine((zone) => IANAZone.isValidZone(zone), 'an IANA time zone');
export const externalId = z.string().trim().min(1).max(100);
export const title = z.string().trim().min(1).max(200);
/** Roles, each once in a unit; without a unit, in the person's own. */
export const rolesSchema = z
  .array(
    z.strictObject({
      role: z.enum(PERSON_ROLES),
      unitId: z.uuid().nullable().default(null),
      /** What it is narrowed to; null: no longer; absent: as it is. */
      only: onlySchema.nullable().optional(),
    }),
  )
  .max(50)
  .refine((roles) => new Set(roles.map(({ role, unitId }) => `${role} ${unitId}`)).size === roles.length, 'each role once in a unit');

export const joinPersonSchema = z.strictObject({
  name: personName,
  email: personEmail,
  unitId: z.uuid(),
  /** Title of the main position. */
  position: title,
  managerId: z.uuid().nullable().default(null),
  /** That of the company's calendar where it is absent. */
  zone: personZone.optional(),
  externalId: externalId.nullable().default(null),
  roles: rolesSchema.default([]),
  /** The first day. Where it lies ahead he is not here until then. */
  from: z.iso.date().optional(),
});
export type JoinPerson = z.infer<typeof joinPersonSchema>;
export class JoinPersonDto extends createZodDto(joinPersonSchema) {}
