import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** Either these, or all up to that moment. What is not one's own is passed over. */
export const markNoticesReadSchema = z
  .strictObject({ ids: z.array(z.uuid()).min(1).max(200).optional(), upTo: z.iso.datetime({ offset: true }).optional() })
  .refine(({ ids, upTo }) => (ids === undefined) !== (upTo === undefined), { message: 'say either ids or upTo' });
export type MarkNoticesRead = z.infer<typeof markNoticesReadSchema>;

/** `marked`: how many were unread until now. */
export const noticesReadSchema = z.object({ marked: z.int() });
export type NoticesRead = z.infer<typeof noticesReadSchema>;

export class MarkNoticesReadDto extends createZodDto(markNoticesReadSchema) {}
export class NoticesReadDto extends createZodDto(noticesReadSchema) {}
