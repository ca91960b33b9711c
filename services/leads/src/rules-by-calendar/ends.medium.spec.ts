import { answered, asks, claims, comesIn, does, extended, newRules } from './acts.fixture';
import { catalogue } from './catalogue.fixture';
import type { Rules } from './stage.fixture';

jest.setTimeout(60_000);

// Claimed on Monday 2 March: ten calendar days end on the 12th.
const begin = [['2026-03-02 10:00', comesIn()], ['2026-03-02 10:00', claims('Ann')]] as const;
const begun = '2026-03-02 10:00 Ann has it, until 2026-03-12 18:00 (quiet)';
const warned = '2026-03-11 09:00 warns Ann';

catalogue('Reminders', 'Shanghai', [
  {
    rule: '5, 3 and 1 working days before, to owner, manager and who looks after the pool, over Spring Festival',
    policy: {
      clock: { basis: 'working', quietDays: 6 },
      reminders: [{ daysBefore: 5, recipients: ['owner'] }, { daysBefore: 3, recipients: ['owner', 'manager'] }, { daysBefore: 1, recipients: ['owner', 'manager', 'pool-admin'] }],
    },
    story: [['2026-02-10 10:00', comesIn()], ['2026-02-10 10:00', claims('Ann')]],
    until: '2026-03-10 10:00',
    expected: [
      '2026-02-10 10:00 Ann has it, until 2026-02-25 18:00 (quiet)',
      '2026-02-11 09:00 warns Ann',
      '2026-02-13 09:00 warns Ann and Max',
      '2026-02-24 09:00 warns Ann and Max and Hua',
      '2026-02-25 18:00 taken from Ann (quiet)',
    ],
  },
  {
    rule: 'calendar days before, over the end of the year; an end that moves is warned of anew',
    policy: { clock: { quietDays: 6 }, reminders: [{ daysBefore: 3, recipients: ['owner'] }, { daysBefore: 1, recipients: ['owner', 'manager'] }] },
    story: [['2025-12-27 10:00', comesIn()], ['2025-12-27 10:00', claims('Ann')], ['2026-01-01 12:00', does('Ann', 'call')]],
    until: '2026-01-31 10:00',
    expected: [
      '2025-12-27 10:00 Ann has it, until 2026-01-02 18:00 (quiet)',
      '2025-12-30 09:00 warns Ann',
      '2026-01-01 09:00 warns Ann and Max',
      '2026-01-01 12:00 counts, until 2026-01-04 18:00 (refresh)',
      '2026-01-03 09:00 warns Ann and Max',
      '2026-01-04 18:00 taken from Ann (refresh)',
    ],
  },
]);

const extension = (times: number, beyondMaximum: boolean): Rules => ({ extension: { times, days: 7, beyondMaximum } });
catalogue('Extension', 'Shanghai', [
  {
    rule: 'granted by the approval: 7 days from the end that was asked about, once',
    policy: extension(1, false),
    story: [...begin, ['2026-03-05 10:00', asks('Ann')], ['2026-03-06 10:00', answered('granted')], ['2026-03-07 10:00', asks('Ann')]],
    until: '2026-03-31 10:00',
    expected: [
      begun,
      '2026-03-05 10:00 extension-requested, until 2026-03-12 18:00 (quiet)',
      '2026-03-06 10:00 extension-concluded, until 2026-03-19 18:00 (extension)',
      '2026-03-07 10:00 refused (lead.not_extendable: used-up)',
      '2026-03-18 09:00 warns Ann',
      '2026-03-19 18:00 taken from Ann (extension)',
    ],
  },
  {
    rule: 'refused: the end is what it was',
    policy: extension(1, false),
    story: [...begin, ['2026-03-05 10:00', asks('Ann')], ['2026-03-06 10:00', answered('refused')]],
    until: '2026-03-12 18:00',
    expected: [
      begun, '2026-03-05 10:00 extension-requested, until 2026-03-12 18:00 (quiet)', '2026-03-06 10:00 extension-concluded, until 2026-03-12 18:00 (quiet)',
      warned, '2026-03-12 18:00 taken from Ann (quiet)',
    ],
  },
  {
    rule: 'by the manager without a request: twice, not past the maximum; never by the owner',
    policy: extension(2, false),
    story: [...begin, ['2026-03-05 09:00', extended('Ann')], ['2026-03-05 10:00', extended('Max')], ['2026-03-06 10:00', extended('Max')], ['2026-03-07 10:00', extended('Max')]],
    until: '2026-03-31 10:00',
    expected: [
      begun,
      '2026-03-05 09:00 refused (access.denied)',
      '2026-03-05 10:00 extended, until 2026-03-19 18:00 (extension)',
      '2026-03-06 10:00 extended, until 2026-03-22 18:00 (maximum)',
      '2026-03-07 10:00 refused (lead.not_extendable: used-up)',
      '2026-03-21 09:00 warns Ann',
      '2026-03-22 18:00 taken from Ann (maximum)',
    ],
  },
  {
    rule: 'past the maximum where the policy says so',
    policy: { ...extension(1, true), clock: { maximumDays: 10 } },
    story: [...begin, ['2026-03-05 10:00', extended('Max')]],
    until: '2026-03-31 10:00',
    expected: [begun, '2026-03-05 10:00 extended, until 2026-03-19 18:00 (extension)', '2026-03-18 09:00 warns Ann', '2026-03-19 18:00 taken from Ann (extension)'],
  },
  {
    rule: 'in working days, over Spring Festival: 3 days from Saturday 14 February are the 26th',
    policy: { extension: { times: 1, days: 3 }, clock: { basis: 'working', quietDays: 3 } },
    story: [['2026-02-11 10:00', comesIn()], ['2026-02-11 10:00', claims('Ann')], ['2026-02-12 10:00', extended('Max')]],
    until: '2026-03-10 10:00',
    expected: [
      '2026-02-11 10:00 Ann has it, until 2026-02-14 18:00 (quiet)', '2026-02-12 10:00 extended, until 2026-02-26 18:00 (extension)',
      '2026-02-25 09:00 warns Ann', '2026-02-26 18:00 taken from Ann (extension)',
    ],
  },
]);

catalogue('When it ends', 'Shanghai', [
  {
    rule: 'back to the pool, for whoever comes',
    policy: {},
    story: [...begin, ['2026-03-12 18:00', claims('Ben')]],
    expected: [begun, warned, '2026-03-12 18:00 taken from Ann (quiet)', '2026-03-12 18:00 Ben has it, until 2026-03-22 18:00 (quiet)'],
  },
  {
    rule: 'to the manager, who has a protection of his own; over Spring Festival',
    policy: { onDue: { to: 'manager' }, clock: { basis: 'working', quietDays: 1, refreshDays: 1 } },
    story: [['2026-02-13 10:00', comesIn()], ['2026-02-13 10:00', claims('Ann')]],
    until: '2026-02-24 17:00',
    expected: [
      '2026-02-13 10:00 Ann has it, until 2026-02-14 18:00 (quiet)', '2026-02-13 10:00 warns Ann', '2026-02-14 18:00 taken from Ann (quiet)',
      '2026-02-14 18:00 given to Max by manager, until 2026-02-24 18:00 (quiet)', '2026-02-14 18:00 warns Max',
    ],
  },
  ...['round-robin', 'least-loaded'].map((strategy) => ({
    rule: `reassigned by the strategy ${strategy}, never to who had it; over the end of the year`,
    policy: { onDue: { to: 'reassign' as const, strategy }, clock: { quietDays: 3 } },
    story: [['2025-12-30 10:00', comesIn()], ['2025-12-30 10:00', claims('Ann')]] as const,
    until: '2026-01-03 10:00',
    expected: [
      '2025-12-30 10:00 Ann has it, until 2026-01-02 18:00 (quiet)', '2026-01-01 09:00 warns Ann', '2026-01-02 18:00 taken from Ann (quiet)',
      `2026-01-02 18:00 given to Ben by ${strategy}, until 2026-01-05 18:00 (quiet)`,
    ],
  })),
]);

const variants: Rules = {
  clock: { maximumDays: 40 },
  variants: [
    { when: { businessType: ['telesales'] }, quietDays: 2, refreshDays: 1, maximumDays: 5 },
    { when: { source: ['fair'] }, quietDays: 4, onDue: { to: 'manager' } },
    { when: { product: ['Suite'] }, quietDays: 30 },
    { when: { grade: ['A'] }, quietDays: 25 },
    { when: { grade: ['D'] }, quietDays: 7 },
  ],
};
const promising = {
  website: 'https://harbour-cranes.example', contactName: 'Li Wei', phone: '13800138000', product: 'Hoist', source: 'reference', channel: 'telephone' as const,
  expectedCloseOn: '2026-03-20', likelihood: 80,
};
const variant = (rule: string, fields: Parameters<typeof comesIn>[1], expected: readonly string[], until = '2026-03-09 10:00') => ({
  rule, policy: variants, story: [['2026-03-02 10:00', comesIn('lead', fields)], ['2026-03-02 10:00', claims('Ann')]] as const, until, expected,
});
catalogue('Variants', 'Shanghai', [
  variant('by business type: other days', { businessType: 'telesales' }, ['2026-03-02 10:00 Ann has it, until 2026-03-04 18:00 (quiet)', '2026-03-03 09:00 warns Ann', '2026-03-04 18:00 taken from Ann (quiet)']),
  variant('by source: other days and another end', { source: 'fair' }, [
    '2026-03-02 10:00 Ann has it, until 2026-03-06 18:00 (quiet)', '2026-03-05 09:00 warns Ann', '2026-03-06 18:00 taken from Ann (quiet)',
    '2026-03-06 18:00 given to Max by manager, until 2026-03-10 18:00 (quiet)', '2026-03-09 09:00 warns Max',
  ]),
  variant('by product', { product: 'Suite' }, ['2026-03-02 10:00 Ann has it, until 2026-04-01 18:00 (quiet)']),
  variant('of several the first that fits', { product: 'Suite', source: 'fair' }, ['2026-03-02 10:00 Ann has it, until 2026-03-06 18:00 (quiet)'], '2026-03-03 10:00'),
  variant('by grade: A, by what is known of it', promising, ['2026-03-02 10:00 Ann has it, until 2026-03-27 18:00 (quiet)']),
  variant('by grade: D, with nothing but a name', {}, ['2026-03-02 10:00 Ann has it, until 2026-03-09 18:00 (quiet)', '2026-03-08 09:00 warns Ann']),
]);

const strict: Rules = { clock: { quietDays: 5, maximumDays: 10 } };
catalogue('A change of the policy', 'Shanghai', [
  {
    rule: 'none: everybody takes the new rules at once',
    policy: {},
    story: [...begin, ['2026-03-04 10:00', newRules(strict, 'none')]],
    until: '2026-03-31 10:00',
    expected: [begun, '2026-03-04 10:00 new rules, until 2026-03-07 18:00 (quiet)', '2026-03-06 09:00 warns Ann', '2026-03-07 18:00 taken from Ann (quiet)'],
  },
  {
    rule: 'keep: what runs keeps its rules to its end, what begins takes the new ones',
    policy: {},
    story: [...begin, ['2026-03-04 10:00', newRules(strict, 'keep')], ['2026-03-12 18:00', claims('Ben')]],
    expected: [begun, '2026-03-04 10:00 new rules, until 2026-03-12 18:00 (quiet)', warned, '2026-03-12 18:00 taken from Ann (quiet)', '2026-03-12 18:00 Ben has it, until 2026-03-17 18:00 (quiet)'],
  },
  {
    rule: 'kinder: the old end, where the new one is sooner',
    policy: {},
    story: [...begin, ['2026-03-04 10:00', newRules(strict, 'kinder')]],
    expected: [begun, '2026-03-04 10:00 new rules, until 2026-03-12 18:00 (quiet)'],
  },
  {
    rule: 'kinder: the new end, where it is later',
    policy: {},
    story: [...begin, ['2026-03-04 10:00', newRules({ clock: { quietDays: 15 } }, 'kinder')]],
    expected: [begun, '2026-03-04 10:00 new rules, until 2026-03-17 18:00 (quiet)'],
  },
  ...([
    [12, '2026-03-02', '2026-02-25', '2026-02-26', 'has 3 working days'],
    [8, '2026-02-25', '2026-02-24', '2026-02-25', 'has no longer than under the old rules'],
  ] as const).map(([quietDays, old, warnedOn, due, what]) => ({
    rule: `grace: what would be past due at once ${what}, over Spring Festival`,
    policy: { clock: { basis: 'working' as const, quietDays } },
    story: [
      ['2026-02-06 10:00', comesIn()], ['2026-02-06 10:00', claims('Ann')],
      ['2026-02-14 10:00', newRules({ clock: { basis: 'working', quietDays: 2, refreshDays: 2 } }, 'none', 3)],
    ] as const,
    until: '2026-03-10 10:00',
    expected: [
      `2026-02-06 10:00 Ann has it, until ${old} 18:00 (quiet)`,
      `2026-02-14 10:00 new rules, until ${due} 18:00 (grace)`,
      `${warnedOn} 09:00 warns Ann`,
      `${due} 18:00 taken from Ann (grace)`,
    ],
  })),
]);
