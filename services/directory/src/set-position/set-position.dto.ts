import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { title } from '../join-person/join-person.dto';

export const setPositionSchema = z.strictObject({
  unitId: z.uuid(),
  title,
  /** Null: nobody. */
  managerId: z.uuid().nullable(),
  /** The first day; today where it is absent. One that lies ahead: it is planned, and begins with that day in the zone of the unit's working calendar. */
  from: z.iso.date().optional(),
});
export type SetPosition = z.infer<typeof setPositionSchema>;
export class SetPositionDto extends createZodDto(setPositionSchema) {}
