import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { externalId, personEmail, personName, personZone } from '../join-person/join-person.dto';

export const changePersonSchema = z.strictObject({
  name: personName.optional(),
  email: personEmail.optional(),
  zone: personZone.optional(),
  externalId: externalId.nullable().optional(),
});
export type ChangePerson = z.infer<typeof changePersonSchema>;
export class ChangePersonDto extends createZodDto(changePersonSchema) {}
