import { z } from 'zod';
import { defineEvent } from './event-definition';
import { day, id, instant, money, text } from './fields';

const topic = 'throughline.directory';

const values = z.array(text).optional();
/** What a role is narrowed to: in each dimension named to records that say one of these values of themselves. */
const only = z.object({ region: values, businessType: values, product: values });

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
  /** Key of the working calendar with his shifts; null or absent: that of his unit. */
  calendarKey: text.nullable().optional(),
  /** Roles that he has in another unit than his own; absent: none. */
  rolesElsewhere: z.array(z.object({ role: text, unitId: id, unitPath: text, only: only.optional() })).optional(),
  /** What some of his roles in his own unit are narrowed to, by role; absent: none is. */
  only: z.record(text, only).optional(),
});
export type PersonData = z.infer<typeof person>;

export const personJoined = defineEvent('person', 'joined', 'Somebody joined the organisation, with position, roles and manager.', person, { topic });
export const personChanged = defineEvent('person', 'changed', 'Name, position, roles or what they are narrowed to, unit, manager or activity of a person changed, or the place of his unit in the tree.', person, { topic });

/** Nobody but the person and those above him learns what kind of absence it is. */
export const personAbsencePlanned = defineEvent(
  'person',
  'absence-planned',
  'Somebody will be away from one instant to another.',
  z.object({ personId: id, absenceId: id, from: instant, to: instant }),
  { topic },
);
export const personAbsenceCancelled = defineEvent(
  'person',
  'absence-cancelled',
  'An absence was taken back: the person is there.',
  z.object({ personId: id, absenceId: id, from: instant, to: instant }),
  { topic },
);

const standIn = z.object({
  personId: id,
  /** Of this entry. */
  entryId: id,
  /** Whoever is asked in the person's place. */
  standInId: id,
  from: instant,
  to: instant,
  /** Empty: everything that nobody else is named for. */
  kinds: z.array(text),
  /** The highest amount; null: any. */
  upTo: money.nullable(),
});
export const personStandInNamed = defineEvent('person', 'stand-in-named', 'Somebody is asked in the place of a person while that person is away.', standIn, { topic });
export const personStandInWithdrawn = defineEvent('person', 'stand-in-withdrawn', 'A stand-in was taken back.', standIn, { topic });

const plannedPosition = z.object({
  personId: id,
  planId: id,
  /** Another main position, one beside it, the end of one beside it, or the first one of somebody who will join, of whom nothing else is told until then. */
  kind: z.enum(['main', 'beside', 'end', 'join']),
  unitId: id,
  title: text,
  managerId: id.nullable(),
  /** The first day with it, or without it, in the zone of the unit's working calendar. */
  day,
  startsAt: instant,
});
export const personPositionPlanned = defineEvent('person', 'position-planned', 'A position will begin, or end, on a day that lies ahead. `person.changed`, or `person.joined`, tells of it on that day.', plannedPosition, { topic });
export const personPositionPlanWithdrawn = defineEvent('person', 'position-plan-withdrawn', 'A position that was to begin, or to end, will not.', plannedPosition, { topic });
export const personPositionPlanFailed = defineEvent(
  'person',
  'position-plan-failed',
  'The day came, and the position could not begin or end: the code says why.',
  plannedPosition.extend({ code: text }),
  { topic },
);

const unit = z.object({ unitId: id, name: text, kind: z.enum(['group', 'subsidiary', 'region', 'department']), path: text, parentId: id.nullable() });

export const unitCreated = defineEvent('unit', 'created', 'An organisational unit was created.', unit, { topic });
export const unitChanged = defineEvent(
  'unit',
  'changed',
  'Name, place in the tree, head or working calendar of a unit changed, or it was closed.',
  unit.extend({
    /** Key of the working calendar with the hours of its people; null: that of the unit above. */
    calendarKey: text.nullable(),
    /** Who heads it; null: nobody; absent: not told. */
    headId: id.nullable().optional(),
    /** True: it is no more. */
    closed: z.boolean().optional(),
    /** Of a closed unit: path of the one where what was its own belongs from now on. */
    successorPath: text.optional(),
    /** Of a closed unit: that one; it may have moved by the time this is heard. */
    successorId: id.optional(),
  }),
  { topic },
);

const named = z.object({ groupId: id, name: text });
export const groupCreated = defineEvent('group', 'created', 'A group of people was made, without members at first.', named, { topic });
export const groupChanged = defineEvent('group', 'changed', 'A group has another name.', named, { topic });
export const groupMembersChanged = defineEvent(
  'group',
  'members-changed',
  'People came into a group or were taken out of it.',
  z.object({ groupId: id, added: z.array(id), removed: z.array(id) }),
  { topic },
);
export const groupRemoved = defineEvent('group', 'removed', 'A group is no more.', z.object({ groupId: id }), { topic });

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
    /** True for the hours of a shift; absent or false: a calendar of the company. */
    shifts: z.boolean().optional(),
  }),
  { topic },
);
