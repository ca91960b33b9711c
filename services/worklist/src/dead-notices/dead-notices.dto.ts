import { pageQuery, pageSchema, type Page } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { channels } from '../notice-delivery/delivery-time';

const which = { channel: z.enum(channels).optional(), personId: z.uuid().optional() };

export const deadNoticesQuerySchema = z.strictObject({ ...pageQuery, ...which });
export type DeadNoticesQuery = z.infer<typeof deadNoticesQuerySchema>;

/** Never what it says: that is its reader's. */
export const deadNoticeSchema = z.object({
  /** Of the delivery. */
  id: z.uuid(),
  noticeId: z.uuid(),
  channel: z.enum(channels),
  person: z.object({ id: z.uuid(), name: z.string().nullable() }),
  attempts: z.int(),
  /** Why the last attempt failed. */
  error: z.string().nullable(),
  dueAt: z.iso.datetime(),
  /** When it was given up, by the wall clock. */
  diedAt: z.iso.datetime(),
});
export type DeadNotice = z.infer<typeof deadNoticeSchema>;
export type DeadNoticesPage = Page<DeadNotice>;

/** Either these, or all, of a channel or a person where that is said. What is not dead any more is passed over. */
export const whichDeadNotices = { ids: z.array(z.uuid()).min(1).max(500).optional(), all: z.literal(true).optional(), ...which };
export interface WhichDeadNotices {
  ids?: string[] | undefined;
  all?: true | undefined;
  channel?: (typeof channels)[number] | undefined;
  personId?: string | undefined;
}
export const saysWhich = ({ ids, all, channel, personId }: WhichDeadNotices): boolean => (ids !== undefined) !== (all === true) && (all === true || (channel === undefined && personId === undefined));
export const sayWhich = { message: 'say either ids or all' };

export class DeadNoticesQueryDto extends createZodDto(deadNoticesQuerySchema) {}
export class DeadNoticesPageDto extends createZodDto(pageSchema(deadNoticeSchema)) {}
