import { z } from 'zod';
import { defineEvent } from './event-definition';
import { day, id, text } from './fields';

const topic = 'throughline.directory';

const person = z.object({
  personId: id,
  name: text,
  email: text,
  position: text,
  roles: z.array(text),
  unitId: id,
  unitPath: text,
  managerId: id.nullable(),
  zone: text,
  active: z.boolean(),
});
export type PersonData = z.infer<typeof person>;

export const personJoined = defineEvent('person', 'joined', 'Somebody joined the organisation, with position, roles and manager.', person, { topic });
export const personChanged = defineEvent('person', 'changed', 'Position, roles, unit, manager or activity of a person changed.', person, { topic });

export const unitCreated = defineEvent(
  'unit',
  'created',
  'An organisational unit was created.',
  z.object({ unitId: id, name: text, kind: z.enum(['group', 'subsidiary', 'region', 'department']), path: text, parentId: id.nullable() }),
  { topic },
);

const span = z.object({ from: text, to: text });
export const calendarPublished = defineEvent(
  'calendar',
  'published',
  'A working calendar was published or republished: hours of the week, holidays and make-up working days.',
  z.object({
    calendarId: id,
    name: text,
    calendar: z.object({
      id: text,
      zone: text,
      week: z.record(text, z.array(span)),
      exceptions: z.record(text, z.object({ kind: z.enum(['off', 'working']), name: text, hours: z.array(span).optional() })),
      publishedUntil: day,
    }),
  }),
  { topic },
);
