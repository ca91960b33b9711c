import { onlySchema } from '@throughline/access/only-schema';
import { ROLES } from '@throughline/access/principal';
import { pageQuery, pageSchema } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const personRole = z.enum(ROLES).exclude(['system']);

export const personSchema = z.object({
  id: z.uuid(),
  /** Of the company's own books, as the number of an employee. */
  externalId: z.string().nullable(),
  name: z.string(),
  email: z.string(),
  position: z.string(),
  roles: z.array(personRole),
  /** Those that he has in another unit than his own. */
  rolesElsewhere: z.array(z.object({ role: personRole, unitId: z.uuid(), only: onlySchema.optional() })),
  /** What roles in his own unit are narrowed to; null: none is. */
  only: z.partialRecord(personRole, onlySchema).nullable(),
  unitId: z.uuid(),
  unitName: z.string(),
  unitPath: z.string(),
  managerId: z.uuid().nullable(),
  zone: z.string(),
  active: z.boolean(),
  calendarKey: z.string().nullable(),
  version: z.int(),
});
export type PersonView = z.infer<typeof personSchema>;

export const peopleQuerySchema = z.object({
  ...pageQuery,
  role: personRole.optional(),
  /** Id of a unit: its people and those of the units below it. */
  unit: z.uuid().optional(),
  /** Those who are to join on a day that lies ahead, instead of those who are here. */
  joining: z.enum(['true', 'false']).optional(),
});
export type PeopleQuery = z.infer<typeof peopleQuerySchema>;

export class PersonDto extends createZodDto(personSchema) {}
export class PeoplePageDto extends createZodDto(pageSchema(personSchema)) {}
export class PeopleQueryDto extends createZodDto(peopleQuerySchema) {}
