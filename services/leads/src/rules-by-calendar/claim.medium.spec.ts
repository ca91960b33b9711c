import { claims, comesIn, customer, keyCustomer, looks, releases, tags } from './acts.fixture';
import { catalogue } from './catalogue.fixture';

jest.setTimeout(60_000);

// Spring Festival 2026: Saturday 14 February is worked, 15 to 23 are off.
catalogue('Claims', 'Shanghai', [
  {
    rule: 'freeze: new in the pool, also when it comes back, for 24 hours',
    policy: { claim: { freezeHours: 24 } },
    story: [
      ['2026-02-13 10:00', comesIn()],
      ['2026-02-14 09:59', claims('Ann')],
      ['2026-02-14 10:00', claims('Ann')],
      ['2026-02-14 11:00', releases('Ann')],
      ['2026-02-15 10:00', claims('Ben')],
      ['2026-02-15 11:00', claims('Ben')],
    ],
    expected: [
      '2026-02-14 09:59 refused (freeze), allowed 2026-02-14 10:00',
      '2026-02-14 10:00 Ann has it, until 2026-02-24 18:00 (quiet)',
      '2026-02-14 11:00 released, available',
      '2026-02-15 10:00 refused (freeze), allowed 2026-02-15 11:00',
      '2026-02-15 11:00 Ben has it, until 2026-02-25 18:00 (quiet)',
    ],
  },
  {
    rule: 'cool-down: the last owner, 7 days, over the end of the year',
    policy: { claim: { coolDownDays: { lastOwner: 7, anyRecentOwner: 0 } } },
    story: [
      ['2025-12-29 10:00', comesIn()],
      ['2025-12-29 10:00', claims('Ann')],
      ['2025-12-30 09:00', releases('Ann')],
      ['2026-01-06 08:59', claims('Ann')],
      ['2026-01-06 09:00', claims('Ann')],
    ],
    expected: [
      '2025-12-29 10:00 Ann has it, until 2026-01-08 18:00 (quiet)',
      '2025-12-30 09:00 released, available',
      '2026-01-06 08:59 refused (cool-down-last-owner), allowed 2026-01-06 09:00',
      '2026-01-06 09:00 Ann has it, until 2026-01-16 18:00 (quiet)',
    ],
  },
  {
    rule: 'cool-down: anyone who owned it lately, 30 days',
    policy: { claim: { coolDownDays: { lastOwner: 0, anyRecentOwner: 30 } } },
    story: [
      ['2026-02-10 10:00', comesIn()],
      ['2026-02-10 10:00', claims('Ann')],
      ['2026-02-11 10:00', releases('Ann')],
      ['2026-02-12 10:00', claims('Ben')],
      ['2026-02-13 10:00', releases('Ben')],
      ['2026-03-13 09:59', claims('Ann')],
      ['2026-03-13 10:00', claims('Ann')],
    ],
    expected: [
      '2026-02-10 10:00 Ann has it, until 2026-02-20 18:00 (quiet)',
      '2026-02-11 10:00 released, available',
      '2026-02-12 10:00 Ben has it, until 2026-02-22 18:00 (quiet)',
      '2026-02-13 10:00 released, available',
      '2026-03-13 09:59 refused (cool-down-recent-owner), allowed 2026-03-13 10:00',
      '2026-03-13 10:00 Ann has it, until 2026-03-23 18:00 (quiet)',
    ],
  },
  {
    rule: 'cool-down: the same team, 3 days; another unit at once',
    policy: { claim: { coolDownDays: { lastOwner: 0, anyRecentOwner: 0, sameTeam: 3 } } },
    story: [
      ['2026-04-01 10:00', comesIn()],
      ['2026-04-01 10:00', claims('Ann')],
      ['2026-04-02 10:00', releases('Ann')],
      ['2026-04-03 10:00', claims('Ben')],
      ['2026-04-03 11:00', claims('Eva')],
    ],
    expected: [
      '2026-04-01 10:00 Ann has it, until 2026-04-11 18:00 (quiet)',
      '2026-04-02 10:00 released, available',
      '2026-04-03 10:00 refused (cool-down-team), allowed 2026-04-05 10:00',
      '2026-04-03 11:00 Eva has it, until 2026-04-13 18:00 (quiet)',
    ],
  },
  {
    rule: 'cool-down: by the clock too, from the moment that it was taken',
    policy: { claim: { coolDownDays: { lastOwner: 7, anyRecentOwner: 0 } }, clock: { quietDays: 3 } },
    story: [['2026-03-02 10:00', comesIn()], ['2026-03-02 10:00', claims('Ann')], ['2026-03-06 10:00', claims('Ann')]],
    expected: [
      '2026-03-02 10:00 Ann has it, until 2026-03-05 18:00 (quiet)',
      '2026-03-04 09:00 warns Ann',
      '2026-03-05 18:00 taken from Ann (quiet)',
      '2026-03-06 10:00 refused (cool-down-last-owner), allowed 2026-03-12 18:00',
    ],
  },
  {
    rule: 'quota: 2 a day, from local midnight, on the make-up Saturday',
    policy: { claim: { perDay: 2 } },
    story: [
      ['2026-02-14 23:50', comesIn('a')], ['2026-02-14 23:50', comesIn('b')], ['2026-02-14 23:50', comesIn('c')],
      ['2026-02-14 23:51', claims('Ann', 'a')],
      ['2026-02-14 23:52', claims('Ann', 'b')],
      ['2026-02-14 23:53', claims('Ann', 'c')],
      ['2026-02-15 00:00', claims('Ann', 'c')],
    ],
    expected: [
      '2026-02-14 23:51 a: Ann has it, until 2026-02-25 18:00 (quiet)',
      '2026-02-14 23:52 b: Ann has it, until 2026-02-25 18:00 (quiet)',
      '2026-02-14 23:53 refused (per-day), allowed 2026-02-15 00:00',
      '2026-02-15 00:00 c: Ann has it, until 2026-02-25 18:00 (quiet)',
    ],
  },
  {
    rule: 'quota: 2 a week, from Monday, whatever days are worked',
    policy: { claim: { perWeek: 2 } },
    story: [
      ['2026-02-13 10:00', comesIn('a')], ['2026-02-13 10:00', comesIn('b')], ['2026-02-13 10:00', comesIn('c')],
      ['2026-02-13 10:00', claims('Ann', 'a')],
      ['2026-02-14 10:00', claims('Ann', 'b')],
      ['2026-02-15 10:00', claims('Ann', 'c')],
      ['2026-02-16 00:00', claims('Ann', 'c')],
    ],
    expected: [
      '2026-02-13 10:00 a: Ann has it, until 2026-02-23 18:00 (quiet)',
      '2026-02-14 10:00 b: Ann has it, until 2026-02-24 18:00 (quiet)',
      '2026-02-15 10:00 refused (per-week), allowed 2026-02-16 00:00',
      '2026-02-16 00:00 c: Ann has it, until 2026-02-26 18:00 (quiet)',
    ],
  },
  ...[true, false].map((returns) => ({
    rule: `quota: a release gives the claim ${returns ? 'back' : 'not back'}`,
    policy: { claim: { perDay: 1, releaseReturnsQuota: returns } },
    story: [
      ['2026-01-04 10:00', comesIn('a')], ['2026-01-04 10:00', comesIn('b')],
      ['2026-01-04 10:00', claims('Ann', 'a')],
      ['2026-01-04 11:00', releases('Ann', 'a')],
      ['2026-01-04 12:00', claims('Ann', 'b')],
    ] as const,
    expected: [
      '2026-01-04 10:00 a: Ann has it, until 2026-01-14 18:00 (quiet)',
      '2026-01-04 11:00 a: released, available',
      returns ? '2026-01-04 12:00 b: Ann has it, until 2026-01-14 18:00 (quiet)' : '2026-01-04 12:00 refused (per-day), allowed 2026-01-05 00:00',
    ],
  })),
  {
    rule: 'quota: 1 look a day at what is free; the same lead again is free',
    policy: { claim: { viewsPerDay: 1 } },
    story: [
      ['2026-12-31 10:00', comesIn('a')], ['2026-12-31 10:00', comesIn('b')],
      ['2026-12-31 11:00', looks('Ann', 'a')],
      ['2026-12-31 12:00', looks('Ann', 'a')],
      ['2026-12-31 13:00', looks('Ann', 'b')],
      ['2027-01-01 00:00', looks('Ann', 'b')],
    ],
    expected: ['2026-12-31 11:00 Ann sees a', '2026-12-31 12:00 Ann sees a', '2026-12-31 13:00 refused (views-per-day), allowed 2027-01-01 00:00', '2027-01-01 00:00 Ann sees b'],
  },
  {
    rule: 'cap: 1 in the pool, without those whose clock stands still',
    policy: { claim: { cap: { inPool: 1, notCounted: ['exempt'] } }, exempt: [{ while: 'tagged', tag: 'strategic' }] },
    story: [
      ['2026-03-02 10:00', comesIn('a')], ['2026-03-02 10:00', comesIn('b')], ['2026-03-02 10:00', comesIn('c')],
      ['2026-03-02 10:01', tags('Max', 'strategic', 'a')],
      ['2026-03-02 11:00', claims('Ann', 'a')],
      ['2026-03-02 11:01', claims('Ann', 'b')],
      ['2026-03-02 11:02', claims('Ann', 'c')],
      ['2026-03-03 11:00', releases('Ann', 'b')],
      ['2026-03-03 11:01', claims('Ann', 'c')],
    ],
    expected: [
      '2026-03-02 10:01 a: tagged, available',
      '2026-03-02 11:00 a: Ann has it, no end (exempt-tagged)',
      '2026-03-02 11:01 b: Ann has it, until 2026-03-12 18:00 (quiet)',
      '2026-03-02 11:02 refused (ownership-cap)',
      '2026-03-03 11:00 b: released, available',
      '2026-03-03 11:01 c: Ann has it, until 2026-03-13 18:00 (quiet)',
    ],
  },
  {
    rule: 'cap: 1 in the pool, without those of key accounts',
    policy: { claim: { cap: { inPool: 1, notCounted: ['key-account'] } } },
    story: [
      ['2026-03-02 10:00', comesIn()], ['2026-03-02 10:00', comesIn('b')],
      ['2026-03-02 11:00', claims('Ann')],
      ['2026-03-02 11:01', customer()],
      ['2026-03-02 11:02', claims('Ann', 'b')],
      ['2026-03-02 11:03', keyCustomer()],
      ['2026-03-02 11:04', claims('Ann', 'b')],
    ],
    expected: [
      '2026-03-02 11:00 lead: Ann has it, until 2026-03-12 18:00 (quiet)',
      '2026-03-02 11:01 lead: learned, until 2026-03-12 18:00 (quiet)',
      '2026-03-02 11:02 refused (ownership-cap)',
      '2026-03-02 11:03 lead: learned, until 2026-03-12 18:00 (quiet)',
      '2026-03-02 11:04 b: Ann has it, until 2026-03-12 18:00 (quiet)',
    ],
  },
  {
    rule: 'cap: 1 in all pools',
    policy: { claim: { cap: { inPool: 9, overall: 1 } } },
    story: [
      ['2026-03-02 10:00', comesIn('a')], ['2026-03-02 10:00', comesIn('b')],
      ['2026-03-02 11:00', claims('Ann', 'a')],
      ['2026-03-02 11:01', claims('Ann', 'b')],
      ['2026-03-12 18:00', claims('Ann', 'b')],
    ],
    expected: [
      '2026-03-02 11:00 a: Ann has it, until 2026-03-12 18:00 (quiet)',
      '2026-03-02 11:01 refused (ownership-cap-overall)',
      '2026-03-11 09:00 a: warns Ann',
      '2026-03-12 18:00 a: taken from Ann (quiet)',
      '2026-03-12 18:00 b: Ann has it, until 2026-03-22 18:00 (quiet)',
    ],
  },
  {
    rule: 'exempt from all of it: the heads of sales',
    policy: { claim: { perDay: 0, freezeHours: 48, exempt: { roles: ['sales-head'] } } },
    story: [['2026-02-14 10:00', comesIn()], ['2026-02-14 10:00', claims('Ann')], ['2026-02-14 10:01', claims('Hua')], ['2026-02-14 10:02', claims('Ann')]],
    expected: [
      '2026-02-14 10:00 refused (freeze), allowed 2026-02-16 10:00',
      '2026-02-14 10:01 Hua has it, until 2026-02-24 18:00 (quiet)',
      '2026-02-14 10:02 refused (first-come)',
    ],
  },
  {
    rule: 'exempt from all of it: a person by name',
    policy: (idOf) => ({ claim: { perDay: 0, exempt: { people: [idOf('Ben')] } } }),
    story: [['2026-02-28 10:00', comesIn()], ['2026-02-28 10:00', claims('Ann')], ['2026-02-28 10:01', claims('Ben')]],
    expected: ['2026-02-28 10:00 refused (per-day), allowed 2026-03-01 00:00', '2026-02-28 10:01 Ben has it, until 2026-03-10 18:00 (quiet)'],
  },
]);

// Clocks go forward on 29 March 2026 and back on 25 October.
catalogue('Claims', 'Berlin', [
  {
    rule: 'freeze: 24 hours are 24 hours, also of a day of 23',
    policy: { claim: { freezeHours: 24 } },
    story: [['2026-03-28 12:00', comesIn()], ['2026-03-29 12:30', claims('Ann')], ['2026-03-29 13:00', claims('Ann')]],
    expected: ['2026-03-29 12:30 refused (freeze), allowed 2026-03-29 13:00', '2026-03-29 13:00 Ann has it, until 2026-04-08 18:00 (quiet)'],
  },
  {
    rule: 'quota: a day of 25 hours is one day',
    policy: { claim: { perDay: 1 } },
    story: [
      ['2026-10-25 00:30', comesIn('a')], ['2026-10-25 00:30', comesIn('b')],
      ['2026-10-25 00:30', claims('Ann', 'a')],
      ['2026-10-25 23:59', claims('Ann', 'b')],
      ['2026-10-26 00:00', claims('Ann', 'b')],
    ],
    expected: [
      '2026-10-25 00:30 a: Ann has it, until 2026-11-04 18:00 (quiet)',
      '2026-10-25 23:59 refused (per-day), allowed 2026-10-26 00:00',
      '2026-10-26 00:00 b: Ann has it, until 2026-11-05 18:00 (quiet)',
    ],
  },
  {
    rule: 'cool-down: 7 days are 168 hours',
    policy: { claim: { coolDownDays: { lastOwner: 7, anyRecentOwner: 0 } } },
    story: [['2026-03-27 10:00', comesIn()], ['2026-03-27 10:00', claims('Ann')], ['2026-03-27 12:00', releases('Ann')], ['2026-04-03 12:30', claims('Ann')]],
    expected: ['2026-03-27 10:00 Ann has it, until 2026-04-06 18:00 (quiet)', '2026-03-27 12:00 released, available', '2026-04-03 12:30 refused (cool-down-last-owner), allowed 2026-04-03 13:00'],
  },
]);
