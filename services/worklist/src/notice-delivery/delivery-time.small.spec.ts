import { noticeChoicesSchema } from '../notice-choices/notice-choices';
import { planOf } from './delivery-time';

const plan = (choices: object, kind: 'waiting' | 'escalated', at: string, zone = 'Asia/Shanghai') => {
  const planned = planOf(noticeChoicesSchema.parse(choices), 'mail', kind, new Date(at), zone);
  return planned && [planned.dueAt.toISOString(), planned.digest];
};
const quiet = { quietHours: { from: '22:00', to: '08:00' } };

it.each<[string, object, 'waiting' | 'escalated', string, unknown]>([
  ['at once where nothing was chosen', {}, 'waiting', '2026-03-02T02:00:00Z', ['2026-03-02T02:00:00.000Z', null]],
  ['not at all', { mail: { waiting: 'off' } }, 'waiting', '2026-03-02T02:00:00Z', undefined],
  ['when the quiet hours end, in the evening', quiet, 'waiting', '2026-03-02T15:30:00Z', ['2026-03-03T00:00:00.000Z', null]],
  ['when the quiet hours end, at night', quiet, 'waiting', '2026-03-02T20:00:00Z', ['2026-03-03T00:00:00.000Z', null]],
  ['at once in the minute when they end', quiet, 'waiting', '2026-03-03T00:00:00Z', ['2026-03-03T00:00:00.000Z', null]],
  ['at once what has climbed', quiet, 'escalated', '2026-03-02T20:00:00Z', ['2026-03-02T20:00:00.000Z', null]],
  ['when they end also what has climbed, if he wants it so', { ...quiet, quietEscalated: true }, 'escalated', '2026-03-02T20:00:00Z', ['2026-03-03T00:00:00.000Z', null]],
  ['in quiet hours within a day', { quietHours: { from: '12:00', to: '13:30' } }, 'waiting', '2026-03-02T04:10:00Z', ['2026-03-02T05:30:00.000Z', null]],
  ['with the hour', { mail: { waiting: 'hourly' } }, 'waiting', '2026-03-02T02:10:00Z', ['2026-03-02T03:00:00.000Z', 'hourly']],
  ['with the hour, after the quiet hours', { ...quiet, mail: { waiting: 'hourly' } }, 'waiting', '2026-03-02T13:10:00Z', ['2026-03-03T00:00:00.000Z', 'hourly']],
  ['with the day', { mail: { waiting: 'daily' }, dailyAt: '18:30' }, 'waiting', '2026-03-02T02:10:00Z', ['2026-03-02T10:30:00.000Z', 'daily']],
  ['with the next day', { mail: { waiting: 'daily' } }, 'waiting', '2026-03-02T02:10:00Z', ['2026-03-03T01:00:00.000Z', 'daily']],
])('is sent %s', (_when, choices, kind, at, expected) => {
  expect(plan(choices, kind, at)).toEqual(expected);
});

it('is sent in the time of the person, also where clocks change, and where nobody knows his zone', () => {
  expect(plan({ quietHours: { from: '22:00', to: '02:30' } }, 'waiting', '2026-03-29T00:30:00Z', 'Europe/Berlin')).toEqual(['2026-03-29T01:30:00.000Z', null]);
  expect(plan(quiet, 'waiting', '2026-03-02T23:00:00Z', 'Moon/Crater')).toEqual(['2026-03-03T08:00:00.000Z', null]);
});
