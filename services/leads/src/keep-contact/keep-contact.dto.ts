import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { personFunction } from '../map-relationship/map-relationship.dto';

const text = (most: number) => z.string().trim().min(1).max(most);
const fields = {
  email: text(254).nullable().optional(),
  phone: text(50).nullable().optional(),
  /** His title at the customer. */
  position: text(200).nullable().optional(),
  function: personFunction.nullable().optional(),
};

export const addContactSchema = z.strictObject({ name: text(300), ...fields });
export type AddContact = z.infer<typeof addContactSchema>;
export class AddContactDto extends createZodDto(addContactSchema) {}

/** What is left out stays as it is; null takes it away. */
export const changeContactSchema = z.strictObject({ name: text(300).optional(), ...fields });
export type ChangeContact = z.infer<typeof changeContactSchema>;
export class ChangeContactDto extends createZodDto(changeContactSchema) {}

export const contactSchema = z.object({
  contactId: z.uuid(),
  accountId: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  position: z.string().nullable(),
  function: personFunction.nullable(),
  version: z.int(),
});
export type Contact = z.infer<typeof contactSchema>;
export class ContactDto extends createZodDto(contactSchema) {}
