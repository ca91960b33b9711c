import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { personSchema } from '../../people-views/people.dto';

export class OpenSessionDto extends createZodDto(z.object({ personId: z.uuid() })) {}

export const openedSessionSchema = z.object({ token: z.string(), expiresAt: z.iso.datetime(), person: personSchema });
export type OpenedSession = z.infer<typeof openedSessionSchema>;
export class OpenedSessionDto extends createZodDto(openedSessionSchema) {}
