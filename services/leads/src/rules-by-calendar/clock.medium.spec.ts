import { claims, comesIn, contractEnds, contractLives, contractSigns, customer, does, holding, nothing } from './acts.fixture';
import { catalogue } from './catalogue.fixture';

jest.setTimeout(60_000);

// Spring Festival 2026: Saturday 14 February is worked, 15 to 23 are off, Saturday 28 is worked. 1 to 3 January are off, Sunday 4 is worked.
catalogue('The clock', 'Shanghai', [
  {
    rule: 'the worked example: quiet 10, refresh 3, maximum 20 calendar days from the claim',
    policy: {},
    story: [
      ['2026-03-25 10:00', comesIn()], ['2026-03-25 10:00', claims('Ann')],
      ['2026-03-28 10:00', does('Ann', 'call')],
      ['2026-04-02 10:00', does('Ann', 'call')],
      ['2026-04-05 10:00', does('Ann', 'call')],
      ['2026-04-08 10:00', does('Ann', 'call')],
      ['2026-04-11 10:00', does('Ann', 'call')],
      ['2026-04-13 10:00', does('Ann', 'call')],
    ],
    until: '2026-05-01 10:00',
    expected: [
      '2026-03-25 10:00 Ann has it, until 2026-04-04 18:00 (quiet)',
      '2026-03-28 10:00 counts, until 2026-04-04 18:00 (quiet)',
      '2026-04-02 10:00 counts, until 2026-04-05 18:00 (refresh)',
      '2026-04-04 09:00 warns Ann',
      '2026-04-05 10:00 counts, until 2026-04-08 18:00 (refresh)',
      '2026-04-07 09:00 warns Ann',
      '2026-04-08 10:00 counts, until 2026-04-11 18:00 (refresh)',
      '2026-04-10 09:00 warns Ann',
      '2026-04-11 10:00 counts, until 2026-04-14 18:00 (refresh)',
      '2026-04-13 09:00 warns Ann',
      '2026-04-13 10:00 counts, until 2026-04-14 18:00 (maximum)',
      '2026-04-14 18:00 taken from Ann (maximum)',
    ],
  },
  {
    rule: 'anchor created: days count from when it came in',
    policy: { clock: { anchor: 'created' } },
    story: [['2026-02-09 10:00', comesIn()], ['2026-02-11 10:00', claims('Ann')]],
    until: '2026-03-01 10:00',
    expected: ['2026-02-11 10:00 Ann has it, until 2026-02-19 18:00 (quiet)', '2026-02-18 09:00 warns Ann', '2026-02-19 18:00 taken from Ann (quiet)'],
  },
  {
    rule: 'anchor created: an old lead still protects its new owner for the shortest time',
    policy: { clock: { anchor: 'created' } },
    story: [['2025-12-30 10:00', comesIn()], ['2026-02-11 10:00', claims('Ann')]],
    until: '2026-03-01 10:00',
    expected: ['2026-02-11 10:00 Ann has it, until 2026-02-14 18:00 (quiet)', '2026-02-13 09:00 warns Ann', '2026-02-14 18:00 taken from Ann (quiet)'],
  },
  {
    rule: 'anchor last activity, working days: none yet counts from the claim; any kind moves it, over Spring Festival',
    policy: { clock: { anchor: 'last-activity', basis: 'working', quietDays: 2, refreshDays: 1 } },
    story: [['2026-02-12 10:00', comesIn()], ['2026-02-12 10:00', claims('Ann')], ['2026-02-14 11:00', does('Ann', 'mail')]],
    until: '2026-03-01 10:00',
    expected: [
      '2026-02-12 10:00 Ann has it, until 2026-02-14 18:00 (quiet)',
      '2026-02-13 09:00 warns Ann',
      '2026-02-14 11:00 does not count, until 2026-02-25 18:00 (quiet)',
      '2026-02-24 09:00 warns Ann',
      '2026-02-25 18:00 taken from Ann (quiet)',
    ],
  },
  {
    rule: 'anchor last visit, working days: over the end of the year',
    policy: { clock: { anchor: 'last-visit', basis: 'working', quietDays: 3 } },
    story: [['2025-12-29 10:00', comesIn()], ['2025-12-29 10:00', claims('Ann')], ['2025-12-30 10:00', does('Ann', 'mail')], ['2025-12-31 11:00', does('Ann', 'visit')]],
    until: '2026-02-01 10:00',
    expected: [
      '2025-12-29 10:00 Ann has it, until 2026-01-04 18:00 (quiet)',
      '2025-12-30 10:00 does not count, until 2026-01-04 18:00 (quiet)',
      '2025-12-31 09:00 warns Ann',
      '2025-12-31 11:00 does not count, until 2026-01-06 18:00 (quiet)',
      '2026-01-05 09:00 warns Ann',
      '2026-01-06 18:00 taken from Ann (quiet)',
    ],
  },
  {
    rule: 'anchor contract end: from the last instant of the last contract of its customer',
    policy: { clock: { anchor: 'contract-end', quietDays: 5, maximumDays: 60 } },
    story: [
      ['2026-02-02 10:00', comesIn()], ['2026-02-02 10:00', claims('Ann')], ['2026-02-02 11:00', customer()],
      ['2026-02-03 10:00', contractSigns()], ['2026-02-03 11:00', contractLives('2026-02-28')], ['2026-03-01 00:00', contractEnds('2026-02-28')],
    ],
    until: '2026-04-30 10:00',
    expected: [
      '2026-02-02 10:00 Ann has it, until 2026-02-07 18:00 (quiet)',
      '2026-02-02 11:00 learned, until 2026-02-07 18:00 (quiet)',
      '2026-02-03 10:00 learned, until 2026-02-07 18:00 (quiet)',
      '2026-02-03 11:00 learned, until 2026-03-06 18:00 (quiet)',
      '2026-03-01 00:00 learned, until 2026-03-06 18:00 (quiet)',
      '2026-03-05 09:00 warns Ann',
      '2026-03-06 18:00 taken from Ann (quiet)',
    ],
  },
  {
    rule: 'calendar days end in the middle of the holidays',
    policy: { clock: { quietDays: 5 } },
    story: [['2026-02-13 10:00', comesIn()], ['2026-02-13 10:00', claims('Ann')]],
    until: '2026-03-01 10:00',
    expected: ['2026-02-13 10:00 Ann has it, until 2026-02-18 18:00 (quiet)', '2026-02-17 09:00 warns Ann', '2026-02-18 18:00 taken from Ann (quiet)'],
  },
  {
    rule: 'working days end on the make-up Saturday, warned at once where there is no day left',
    policy: { clock: { basis: 'working', quietDays: 1, refreshDays: 1 } },
    story: [['2026-02-13 10:00', comesIn()], ['2026-02-13 10:00', claims('Ann')]],
    until: '2026-03-01 10:00',
    expected: ['2026-02-13 10:00 Ann has it, until 2026-02-14 18:00 (quiet)', '2026-02-13 10:00 warns Ann', '2026-02-14 18:00 taken from Ann (quiet)'],
  },
  {
    rule: 'cut-off: what comes after 18:00 of the make-up Saturday counts as after the holidays',
    policy: { clock: { basis: 'working', quietDays: 1, refreshDays: 1 } },
    story: [['2026-02-14 18:01', comesIn()], ['2026-02-14 18:01', claims('Ann')]],
    until: '2026-03-01 10:00',
    expected: ['2026-02-14 18:01 Ann has it, until 2026-02-25 18:00 (quiet)', '2026-02-24 09:00 warns Ann', '2026-02-25 18:00 taken from Ann (quiet)'],
  },
  {
    rule: 'maximum in working days, whatever is done, over the holidays',
    policy: { clock: { basis: 'working', quietDays: 3, refreshDays: 3, maximumDays: 5 } },
    story: [['2026-02-11 10:00', comesIn()], ['2026-02-11 10:00', claims('Ann')], ['2026-02-13 10:00', does('Ann', 'call')], ['2026-02-24 10:00', does('Ann', 'call')]],
    until: '2026-03-10 10:00',
    expected: [
      '2026-02-11 10:00 Ann has it, until 2026-02-14 18:00 (quiet)',
      '2026-02-13 09:00 warns Ann',
      '2026-02-13 10:00 counts, until 2026-02-25 18:00 (refresh)',
      '2026-02-24 09:00 warns Ann',
      '2026-02-24 10:00 counts, until 2026-02-25 18:00 (maximum)',
      '2026-02-25 18:00 taken from Ann (maximum)',
    ],
  },
  {
    rule: 'a pause over the holidays puts the end off by its working time only',
    policy: { clock: { basis: 'working', quietDays: 5 } },
    story: [['2026-02-12 10:00', comesIn()], ['2026-02-12 10:00', claims('Ann')], ['2026-02-14 14:00', holding('Max', 'pause')], ['2026-02-24 10:00', holding('Max', 'resume')]],
    until: '2026-03-10 10:00',
    expected: [
      '2026-02-12 10:00 Ann has it, until 2026-02-26 18:00 (quiet)',
      '2026-02-14 14:00 paused, no end (paused)',
      '2026-02-24 10:00 resumed, until 2026-02-27 15:00 (quiet)',
      '2026-02-26 09:00 warns Ann',
      '2026-02-27 15:00 taken from Ann (quiet)',
    ],
  },
]);

// Clocks go forward on 29 March 2026 and back on 25 October.
catalogue('The clock', 'Berlin', [
  ...([
    ['calendar', '2026-03-27', '2026-03-29', '2026-03-30', 3],
    ['calendar', '2026-10-23', '2026-10-25', '2026-10-26', 3],
    ['working', '2026-03-27', '2026-03-30', '2026-03-31', 2],
    ['working', '2026-10-23', '2026-10-26', '2026-10-27', 2],
  ] as const).map(([basis, claimed, warned, due, quietDays]) => ({
    rule: `${quietDays} ${basis} days over the change of clocks, warned at 09:00 and ended at 18:00 by the clock on the wall`,
    policy: { clock: { basis, quietDays, refreshDays: 2 } },
    story: [[`${claimed} 10:00`, comesIn()], [`${claimed} 10:00`, claims('Ann')]] as const,
    until: `${due} 23:00`,
    expected: [`${claimed} 10:00 Ann has it, until ${due} 18:00 (quiet)`, `${warned} 09:00 warns Ann`, `${due} 18:00 taken from Ann (quiet)`],
  })),
  {
    rule: 'a cut-off that does not exist on that day is later by the missing hour',
    policy: { clock: { quietDays: 1, refreshDays: 1, cutOff: '02:30', remindAt: '01:00' } },
    story: [['2026-03-27 10:00', comesIn()], ['2026-03-27 10:00', claims('Ann')]],
    until: '2026-03-30 10:00',
    expected: ['2026-03-27 10:00 Ann has it, until 2026-03-29 03:30 (quiet)', '2026-03-28 01:00 warns Ann', '2026-03-29 03:30 taken from Ann (quiet)'],
  },
  {
    rule: 'of a cut-off that exists twice the first counts',
    policy: { clock: { quietDays: 1, refreshDays: 1, cutOff: '02:30', remindAt: '01:00' } },
    story: [['2026-10-23 10:00', comesIn()], ['2026-10-23 10:00', claims('Ann')], ['2026-10-25 01:59', nothing()], ['2026-10-25 04:00', claims('Ben')]],
    expected: [
      '2026-10-23 10:00 Ann has it, until 2026-10-25 02:30 (quiet)',
      '2026-10-24 01:00 warns Ann',
      '2026-10-25 02:30 taken from Ann (quiet)',
      '2026-10-25 04:00 Ben has it, until 2026-10-27 02:30 (quiet)',
    ],
  },
  {
    rule: 'a pause over the change puts the end off by the time that really passed: 23 hours',
    policy: { clock: { quietDays: 3 } },
    story: [['2026-03-27 10:00', comesIn()], ['2026-03-27 10:00', claims('Ann')], ['2026-03-28 12:00', holding('Max', 'pause')], ['2026-03-29 12:00', holding('Max', 'resume')]],
    until: '2026-04-02 10:00',
    expected: [
      '2026-03-27 10:00 Ann has it, until 2026-03-30 18:00 (quiet)',
      '2026-03-28 12:00 paused, no end (paused)',
      '2026-03-29 12:00 resumed, until 2026-03-31 17:00 (quiet)',
      '2026-03-30 09:00 warns Ann',
      '2026-03-31 17:00 taken from Ann (quiet)',
    ],
  },
]);
