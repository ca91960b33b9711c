import { claims, comesIn, customer, dealOpens, dealWork, does, transfers, visited } from './acts.fixture';
import { catalogue } from './catalogue.fixture';

jest.setTimeout(60_000);

// Claimed on Monday 2 March: ten calendar days end on the 12th, warned on the 11th.
const begin = [['2026-03-02 10:00', comesIn()], ['2026-03-02 10:00', claims('Ann')]] as const;
const begun = '2026-03-02 10:00 Ann has it, until 2026-03-12 18:00 (quiet)';

catalogue('What resets the clock', 'Shanghai', [
  {
    rule: 'kind and minimum length',
    policy: { resets: [{ kind: 'call', minMinutes: 5 }] },
    story: [...begin, ['2026-03-10 10:00', does('Ann', 'mail')], ['2026-03-10 11:00', does('Ann', 'call', { minutes: 4 })], ['2026-03-10 12:00', does('Ann', 'call', { minutes: 5 })]],
    until: '2026-03-20 10:00',
    expected: [
      begun,
      '2026-03-10 10:00 does not count, until 2026-03-12 18:00 (quiet)',
      '2026-03-10 11:00 does not count, until 2026-03-12 18:00 (quiet)',
      '2026-03-10 12:00 counts, until 2026-03-13 18:00 (refresh)',
      '2026-03-12 09:00 warns Ann',
      '2026-03-13 18:00 taken from Ann (refresh)',
    ],
  },
  {
    rule: 'by the owner only, or by anyone',
    policy: { resets: [{ kind: 'visit', by: 'owner', refreshDays: 5 }, { kind: 'call', by: 'anyone', refreshDays: 4 }] },
    story: [...begin, ['2026-03-10 10:00', does('Max', 'visit')], ['2026-03-10 11:00', does('Max', 'call')], ['2026-03-10 12:00', does('Ann', 'visit')]],
    expected: [
      begun,
      '2026-03-10 10:00 does not count, until 2026-03-12 18:00 (quiet)',
      '2026-03-10 11:00 counts, until 2026-03-14 18:00 (refresh)',
      '2026-03-10 12:00 counts, until 2026-03-15 18:00 (refresh)',
    ],
  },
  {
    rule: 'on the child records that the policy names: deal, contact, contract, quote',
    policy: {
      clock: { maximumDays: 60 },
      resets: [
        { kind: 'meeting', on: ['deal'], refreshDays: 12 }, { kind: 'call', on: ['contact', 'lead'], refreshDays: 5 },
        { kind: 'mail', on: ['contract'], refreshDays: 14 }, { kind: 'mail', on: ['quote'], refreshDays: 16 },
      ],
    },
    story: [
      ...begin,
      ['2026-03-10 10:00', does('Ann', 'meeting')], ['2026-03-10 11:00', does('Ann', 'call', { on: 'contact' })], ['2026-03-10 12:00', does('Ann', 'meeting', { on: 'deal' })],
      ['2026-03-10 13:00', does('Ann', 'mail', { on: 'contract' })], ['2026-03-10 14:00', does('Ann', 'mail', { on: 'quote' })], ['2026-03-10 15:00', does('Ann', 'mail', { on: 'deal' })],
    ],
    expected: [
      begun,
      '2026-03-10 10:00 does not count, until 2026-03-12 18:00 (quiet)',
      '2026-03-10 11:00 counts, until 2026-03-15 18:00 (refresh)',
      '2026-03-10 12:00 counts, until 2026-03-22 18:00 (refresh)',
      '2026-03-10 13:00 counts, until 2026-03-24 18:00 (refresh)',
      '2026-03-10 14:00 counts, until 2026-03-26 18:00 (refresh)',
      '2026-03-10 15:00 does not count, until 2026-03-26 18:00 (refresh)',
    ],
  },
  {
    rule: 'on child records as other services tell of them, and on a visit to the customer',
    policy: { clock: { maximumDays: 60 }, resets: [{ kind: 'meeting', on: ['deal'], minMinutes: 30, refreshDays: 12 }, { kind: 'mail', on: ['quote'], by: 'owner', refreshDays: 14 }, { kind: 'visit', on: ['contact'], refreshDays: 20 }] },
    story: [
      ...begin, ['2026-03-03 10:00', customer()], ['2026-03-03 11:00', dealOpens()],
      ['2026-03-10 10:00', dealWork('Ann', 'meeting', 20)], ['2026-03-10 11:00', dealWork('Ben', 'meeting', 30)],
      ['2026-03-10 12:00', dealWork('Ben', 'mail', 0, 'quote')], ['2026-03-10 13:00', dealWork('Ann', 'mail', 0, 'quote')], ['2026-03-10 14:00', visited('Ann')],
    ],
    expected: [
      begun,
      '2026-03-03 10:00 learned, until 2026-03-12 18:00 (quiet)',
      '2026-03-03 11:00 learned, until 2026-03-12 18:00 (quiet)',
      '2026-03-10 10:00 does not count, until 2026-03-12 18:00 (quiet)',
      '2026-03-10 11:00 counts, until 2026-03-22 18:00 (refresh)',
      '2026-03-10 12:00 does not count, until 2026-03-22 18:00 (refresh)',
      '2026-03-10 13:00 counts, until 2026-03-24 18:00 (refresh)',
      '2026-03-10 14:00 counts, until 2026-03-30 18:00 (refresh)',
    ],
  },
  {
    rule: 'each kind protects for its own time, and a later one never takes anything back',
    policy: { resets: [{ kind: 'visit', refreshDays: 12 }, { kind: 'call' }] },
    story: [...begin, ['2026-03-06 10:00', does('Ann', 'visit')], ['2026-03-07 10:00', does('Ann', 'call')]],
    until: '2026-03-31 10:00',
    expected: [
      begun,
      '2026-03-06 10:00 counts, until 2026-03-18 18:00 (refresh)',
      '2026-03-07 10:00 counts, until 2026-03-18 18:00 (refresh)',
      '2026-03-17 09:00 warns Ann',
      '2026-03-18 18:00 taken from Ann (refresh)',
    ],
  },
  {
    rule: 'refresh in working days, over Spring Festival: after the cut-off of the make-up Saturday it is as after the holidays',
    policy: { clock: { basis: 'working', quietDays: 2, refreshDays: 1 } },
    story: [['2026-02-12 10:00', comesIn()], ['2026-02-12 10:00', claims('Ann')], ['2026-02-14 17:59', does('Ann', 'call')], ['2026-02-20 10:00', does('Ann', 'call')]],
    until: '2026-03-10 10:00',
    expected: [
      '2026-02-12 10:00 Ann has it, until 2026-02-14 18:00 (quiet)',
      '2026-02-13 09:00 warns Ann',
      '2026-02-14 17:59 counts, until 2026-02-24 18:00 (refresh)',
      '2026-02-14 17:59 warns Ann',
      '2026-02-20 10:00 counts, until 2026-02-25 18:00 (refresh)',
      '2026-02-24 09:00 warns Ann',
      '2026-02-25 18:00 taken from Ann (refresh)',
    ],
  },
  {
    rule: 'too late: after the warned end nothing counts',
    policy: { clock: { quietDays: 3 } },
    story: [['2025-12-31 10:00', comesIn()], ['2025-12-31 10:00', claims('Ann')], ['2026-01-03 18:00', does('Ann', 'call')]],
    expected: ['2025-12-31 10:00 Ann has it, until 2026-01-03 18:00 (quiet)', '2026-01-02 09:00 warns Ann', '2026-01-03 18:00 taken from Ann (quiet)', '2026-01-03 18:00 refused (lead.wrong_status)'],
  },
  {
    rule: 'a new owner begins anew: what the former did does not count for him',
    policy: { clock: { quietDays: 4 }, resets: [{ kind: 'visit', refreshDays: 15 }] },
    story: [...begin, ['2026-03-03 10:00', does('Ann', 'visit')], ['2026-03-04 10:00', transfers('Max', 'Ben')]],
    until: '2026-03-31 10:00',
    expected: [
      '2026-03-02 10:00 Ann has it, until 2026-03-06 18:00 (quiet)',
      '2026-03-03 10:00 counts, until 2026-03-18 18:00 (refresh)',
      '2026-03-04 10:00 given to Ben by transfer, until 2026-03-08 18:00 (quiet)',
      '2026-03-07 09:00 warns Ben',
      '2026-03-08 18:00 taken from Ben (quiet)',
    ],
  },
]);

// Clocks go back on 25 October 2026.
catalogue('What resets the clock', 'Berlin', [
  {
    rule: 'refresh in calendar days over the night of 25 hours',
    policy: { clock: { quietDays: 3, refreshDays: 2 } },
    story: [['2026-10-22 10:00', comesIn()], ['2026-10-22 10:00', claims('Ann')], ['2026-10-24 10:00', does('Ann', 'call')]],
    until: '2026-10-30 10:00',
    expected: [
      '2026-10-22 10:00 Ann has it, until 2026-10-25 18:00 (quiet)',
      '2026-10-24 09:00 warns Ann',
      '2026-10-24 10:00 counts, until 2026-10-26 18:00 (refresh)',
      '2026-10-25 09:00 warns Ann',
      '2026-10-26 18:00 taken from Ann (refresh)',
    ],
  },
]);
