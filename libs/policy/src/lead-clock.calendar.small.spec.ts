import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { openPoolPolicy } from './default-policies';
import { leadClock, nextLeadMoment } from './lead-clock';
import type { LeadPolicy } from './lead-policy';

const china = chinaCalendar(2025, 2026);
const shanghai = (text: string): Date => new Date(`${text}+08:00`);
const policy = (basis: 'working' | 'calendar', quietDays: number, clock: Partial<LeadPolicy['clock']> = {}): LeadPolicy => ({
  ...openPoolPolicy,
  clock: { ...openPoolPolicy.clock, basis, quietDays, refreshDays: 1, maximumDays: 40, ...clock },
  reminders: [{ daysBefore: 1, recipients: ['owner'] }],
});
const lived = (claimedAt: Date, rules: LeadPolicy, calendar: WorkingCalendar) => {
  const { dueAt, reminders } = leadClock({ claimedAt }, rules, calendar);
  return { due: dueAt, warned: reminders[0]!.at };
};

describe('Spring Festival 2026: Saturday 14 February is worked, 15 to 23 are off, Saturday 28 is worked', () => {
  it.each([
    // claimed, working days, due, warned
    ['2026-02-13T10:00', 1, '2026-02-14T18:00', '2026-02-13T10:00', 'the make-up Saturday is a working day; its warning comes at once'],
    ['2026-02-13T10:00', 3, '2026-02-25T18:00', '2026-02-24T09:00', 'then comes Tuesday the 24th'],
    ['2026-02-14T10:00', 1, '2026-02-24T18:00', '2026-02-14T10:00', 'a claim on the make-up Saturday counts that day'],
    ['2026-02-14T18:01', 1, '2026-02-25T18:00', '2026-02-24T09:00', 'after the cut-off it counts as made after the holidays'],
    ['2026-02-18T10:00', 1, '2026-02-25T18:00', '2026-02-24T09:00', 'in the holidays too'],
    ['2026-02-27T10:00', 2, '2026-03-02T18:00', '2026-02-28T09:00', 'warned on the make-up Saturday'],
  ])('claimed %s, %d working days: due %s, warned %s (%s)', (claimed, n, due, warned) => {
    expect(lived(shanghai(claimed), policy('working', n), china)).toEqual({ due: shanghai(due), warned: shanghai(warned) });
  });

  it('in calendar days ends in the middle of it', () => {
    expect(lived(shanghai('2026-02-13T10:00'), policy('calendar', 5), china)).toEqual({ due: shanghai('2026-02-18T18:00'), warned: shanghai('2026-02-17T09:00') });
  });

  it('a pause over the holidays pushes by its working time only', () => {
    const facts = { claimedAt: shanghai('2026-02-12T10:00'), pauses: [{ from: shanghai('2026-02-14T14:00'), to: shanghai('2026-02-24T10:00') }] };
    // Five working days: 13th, 14th, 24th, 25th, 26th. Paused: four hours of the 14th, one of the 24th.
    expect(leadClock(facts, policy('working', 5), china).dueAt).toEqual(shanghai('2026-02-27T15:00'));
    expect(leadClock({ ...facts, pauses: [{ from: shanghai('2026-02-15T00:00'), to: shanghai('2026-02-24T00:00') }] }, policy('working', 5), china).dueAt).toEqual(
      shanghai('2026-02-26T18:00'),
    );
  });
});

describe('the end of the year: 1 to 3 January 2026 are off, Sunday the 4th is worked', () => {
  it.each([
    ['working', '2025-12-31T10:00', 1, '2026-01-04T18:00', '2025-12-31T10:00'],
    ['working', '2025-12-31T10:00', 2, '2026-01-05T18:00', '2026-01-04T09:00'],
    ['working', '2025-12-31T19:00', 1, '2026-01-05T18:00', '2026-01-04T09:00'],
    ['calendar', '2025-12-30T10:00', 3, '2026-01-02T18:00', '2026-01-01T09:00'],
  ] as const)('in %s days from %s, %d of them: due %s, warned %s', (basis, claimed, n, due, warned) => {
    expect(lived(shanghai(claimed), policy(basis, n), china)).toEqual({ due: shanghai(due), warned: shanghai(warned) });
  });

  it('beyond the published holidays counts plain weeks', () => {
    expect(lived(shanghai('2026-12-31T10:00'), policy('working', 1), china).due).toEqual(shanghai('2027-01-01T18:00'));
  });
});

describe('Europe/Berlin: clocks go forward on 29 March 2026 and back on 25 October', () => {
  const hours = [{ from: '09:00', to: '17:00' }];
  const berlin: WorkingCalendar = {
    id: 'berlin', zone: 'Europe/Berlin', week: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: [], sun: [] }, exceptions: {}, publishedUntil: '2026-12-31',
  };
  const utc = (text: string): Date => new Date(`${text}Z`);

  it.each([
    ['calendar', '2026-03-27T09:00', 3, '2026-03-30T16:00', '2026-03-29T07:00'],
    ['calendar', '2026-03-26T09:00', 2, '2026-03-28T17:00', '2026-03-27T08:00'],
    ['calendar', '2026-10-23T08:00', 3, '2026-10-26T17:00', '2026-10-25T08:00'],
    ['working', '2026-03-27T09:00', 2, '2026-03-31T16:00', '2026-03-30T07:00'],
    ['working', '2026-10-23T08:00', 2, '2026-10-27T17:00', '2026-10-26T08:00'],
  ] as const)('%s days from %s UTC, %d of them: due at 18:00 local, %s UTC, warned at 09:00 local, %s UTC', (basis, claimed, n, due, warned) => {
    expect(lived(utc(claimed), policy(basis, n), berlin)).toEqual({ due: utc(due), warned: utc(warned) });
  });

  it('a cut-off that does not exist is later by the missing hour; of one that exists twice the first counts', () => {
    const atNight = policy('calendar', 1, { cutOff: '02:30', remindAt: '01:00' });
    expect(lived(utc('2026-03-27T09:00'), atNight, berlin).due).toEqual(utc('2026-03-29T01:30'));
    expect(lived(utc('2026-10-23T09:00'), atNight, berlin).due).toEqual(utc('2026-10-25T00:30'));
  });

  it('a pause over the change pushes by the time that really passed', () => {
    const facts = { claimedAt: utc('2026-03-27T09:00'), pauses: [{ from: utc('2026-03-28T11:00'), to: utc('2026-03-29T10:00') }] };
    // Noon to noon, 23 hours: from 18:00 on the 30th to 17:00 on the 31st.
    expect(leadClock(facts, policy('calendar', 3), berlin).dueAt).toEqual(utc('2026-03-31T15:00'));
  });

  it('the hours of a first response are hours of work', () => {
    const answering: LeadPolicy = { ...policy('calendar', 9), firstResponse: { workingHours: 4, managerAfterWorkingHours: 8, reassignAfterWorkingHours: 16, strategy: 'round-robin' } };
    // Friday 16:00: an hour of Friday, three of Monday.
    expect(nextLeadMoment({ claimedAt: utc('2026-03-27T15:00'), sentSteps: [] }, answering, berlin)).toMatchObject({ kind: 'respond', at: utc('2026-03-30T10:00') });
  });
});
