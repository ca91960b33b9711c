import {
  answered, asks, claims, comesIn, contractEnds, contractLives, contractSigns, contractTerminates, customer, dealLost, dealMoves, dealOpens, dealWon, does, holding, tags, untags,
} from './acts.fixture';
import { catalogue } from './catalogue.fixture';

jest.setTimeout(60_000);

// Claimed on Monday 2 March: ten calendar days end on the 12th.
const begin = [['2026-03-02 10:00', comesIn()], ['2026-03-02 10:00', claims('Ann')]] as const;
const begun = '2026-03-02 10:00 Ann has it, until 2026-03-12 18:00 (quiet)';
const known = '2026-03-02 11:00 learned, until 2026-03-12 18:00 (quiet)';

catalogue('While it stands still', 'Shanghai', [
  {
    rule: 'locked; once it runs again nothing is taken without a warning and its lead time',
    policy: { exempt: [{ while: 'locked' }] },
    story: [...begin, ['2026-03-03 10:00', holding('Max', 'lock')], ['2026-03-20 10:00', holding('Max', 'unlock')]],
    until: '2026-03-31 10:00',
    expected: [
      begun, '2026-03-03 10:00 locked, no end (exempt-locked)', '2026-03-20 10:00 unlocked, until 2026-03-12 18:00 (quiet)',
      '2026-03-20 10:00 warns Ann', '2026-03-21 18:00 taken from Ann (late-reminder)',
    ],
  },
  {
    rule: 'in approval; granted, the end that was asked about is later by the days of the policy',
    policy: { exempt: [{ while: 'in-approval' }], extension: { times: 1, days: 7 } },
    story: [...begin, ['2026-03-10 10:00', asks('Ann')], ['2026-03-13 10:00', answered('granted')]],
    until: '2026-03-31 10:00',
    expected: [
      begun, '2026-03-10 10:00 extension-requested, no end (exempt-in-approval)', '2026-03-13 10:00 extension-concluded, until 2026-03-19 18:00 (extension)',
      '2026-03-18 09:00 warns Ann', '2026-03-19 18:00 taken from Ann (extension)',
    ],
  },
  {
    rule: 'tagged, until the tag is taken off',
    policy: { exempt: [{ while: 'tagged', tag: 'strategic' }] },
    story: [...begin, ['2026-03-03 10:00', tags('Max', 'strategic')], ['2026-03-11 08:00', untags('Max', 'strategic')]],
    until: '2026-03-31 10:00',
    expected: [
      begun, '2026-03-03 10:00 tagged, no end (exempt-tagged)', '2026-03-11 08:00 untagged, until 2026-03-12 18:00 (quiet)',
      '2026-03-11 09:00 warns Ann', '2026-03-12 18:00 taken from Ann (quiet)',
    ],
  },
  {
    rule: 'open deal at or past proposal: of two deals one is enough, and the other does not inherit its stages',
    policy: { exempt: [{ while: 'open-deal', fromStage: 'proposal' }] },
    story: [
      ...begin, ['2026-03-02 11:00', customer()], ['2026-03-03 10:00', dealOpens('one')], ['2026-03-03 11:00', dealOpens('two')],
      ['2026-03-04 10:00', dealMoves('bid', ['develop', 'entry', 'proposal', 'bid'], 'one')],
      ['2026-03-05 10:00', dealLost('one')],
      ['2026-03-06 10:00', dealMoves('proposal', ['develop', 'entry', 'proposal'], 'two')],
      ['2026-03-07 10:00', dealMoves('entry', ['develop', 'entry'], 'two')],
    ],
    until: '2026-03-31 10:00',
    expected: [
      begun, known,
      '2026-03-03 10:00 learned, until 2026-03-12 18:00 (quiet)',
      '2026-03-04 10:00 learned, no end (exempt-open-deal)',
      '2026-03-05 10:00 learned, until 2026-03-12 18:00 (quiet)',
      '2026-03-06 10:00 learned, no end (exempt-open-deal)',
      '2026-03-07 10:00 learned, until 2026-03-12 18:00 (quiet)',
      '2026-03-11 09:00 warns Ann', '2026-03-12 18:00 taken from Ann (quiet)',
    ],
  },
  {
    rule: 'open deal, whatever its stage',
    policy: { exempt: [{ while: 'open-deal' }] },
    story: [...begin, ['2026-03-02 11:00', customer()], ['2026-03-03 10:00', dealOpens()], ['2026-03-11 08:00', dealLost()]],
    until: '2026-03-31 10:00',
    expected: [
      begun, known, '2026-03-03 10:00 learned, no end (exempt-open-deal)', '2026-03-11 08:00 learned, until 2026-03-12 18:00 (quiet)',
      '2026-03-11 09:00 warns Ann', '2026-03-12 18:00 taken from Ann (quiet)',
    ],
  },
  {
    rule: 'won, for good',
    policy: { exempt: [{ while: 'won' }] },
    story: [...begin, ['2026-03-02 11:00', customer()], ['2026-03-03 10:00', dealOpens()], ['2026-03-05 10:00', dealWon()]],
    until: '2026-12-31 10:00',
    expected: [begun, known, '2026-03-03 10:00 learned, until 2026-03-12 18:00 (quiet)', '2026-03-05 10:00 learned, no end (exempt-won)'],
  },
  {
    rule: 'live contract, to the last instant of its last day, over the end of the year',
    policy: { exempt: [{ while: 'live-contract' }] },
    story: [
      ['2025-12-22 10:00', comesIn()], ['2025-12-22 10:00', claims('Ann')], ['2025-12-22 11:00', customer()],
      ['2025-12-23 10:00', contractSigns()], ['2025-12-23 11:00', contractLives('2025-12-31')], ['2026-01-01 00:00', contractEnds('2025-12-31')],
    ],
    until: '2026-01-31 10:00',
    expected: [
      '2025-12-22 10:00 Ann has it, until 2026-01-01 18:00 (quiet)',
      '2025-12-22 11:00 learned, until 2026-01-01 18:00 (quiet)',
      '2025-12-23 10:00 learned, until 2026-01-01 18:00 (quiet)',
      '2025-12-23 11:00 learned, no end (exempt-live-contract)',
      '2026-01-01 00:00 learned, until 2026-01-01 18:00 (quiet)',
      '2026-01-01 00:00 warns Ann',
      '2026-01-02 18:00 taken from Ann (late-reminder)',
    ],
  },
  {
    rule: 'live contract, until it is terminated',
    policy: { exempt: [{ while: 'live-contract' }] },
    story: [...begin, ['2026-03-02 11:00', customer()], ['2026-03-03 10:00', contractSigns()], ['2026-03-03 11:00', contractLives()], ['2026-03-10 10:00', contractTerminates()]],
    until: '2026-03-31 10:00',
    expected: [
      begun, known, '2026-03-03 10:00 learned, until 2026-03-12 18:00 (quiet)', '2026-03-03 11:00 learned, no end (exempt-live-contract)',
      '2026-03-10 10:00 learned, until 2026-03-12 18:00 (quiet)', '2026-03-11 09:00 warns Ann', '2026-03-12 18:00 taken from Ann (quiet)',
    ],
  },
]);

catalogue('What must be reached', 'Shanghai', [
  {
    rule: 'an opportunity within 5 days, over Spring Festival: not reached, whatever else is done',
    policy: { mustReach: [{ what: 'opportunity', withinDays: 5 }] },
    story: [['2026-02-12 10:00', comesIn()], ['2026-02-12 10:00', claims('Ann')], ['2026-02-16 10:00', does('Ann', 'call')]],
    until: '2026-03-10 10:00',
    expected: [
      '2026-02-12 10:00 Ann has it, until 2026-02-17 18:00 (must-reach-opportunity)',
      '2026-02-16 09:00 warns Ann',
      '2026-02-16 10:00 counts, until 2026-02-17 18:00 (must-reach-opportunity)',
      '2026-02-17 18:00 taken from Ann (must-reach-opportunity)',
    ],
  },
  {
    rule: 'an opportunity within 5 days, then a contract within 8: each reached by the fact of its service',
    policy: { mustReach: [{ what: 'opportunity', withinDays: 5 }, { what: 'contract', withinDays: 8 }] },
    story: [...begin, ['2026-03-02 11:00', customer()], ['2026-03-06 10:00', dealOpens()], ['2026-03-09 08:00', contractSigns()]],
    until: '2026-03-31 10:00',
    expected: [
      '2026-03-02 10:00 Ann has it, until 2026-03-07 18:00 (must-reach-opportunity)',
      '2026-03-02 11:00 learned, until 2026-03-07 18:00 (must-reach-opportunity)',
      '2026-03-06 09:00 warns Ann',
      '2026-03-06 10:00 learned, until 2026-03-10 18:00 (must-reach-contract)',
      '2026-03-09 08:00 learned, until 2026-03-12 18:00 (quiet)',
      '2026-03-11 09:00 warns Ann',
      '2026-03-12 18:00 taken from Ann (quiet)',
    ],
  },
  {
    rule: 'what was there before the claim is no merit of the new owner',
    policy: { mustReach: [{ what: 'opportunity', withinDays: 5 }], clock: { quietDays: 8 } },
    story: [
      ...begin, ['2026-03-02 11:00', customer()], ['2026-03-03 10:00', dealOpens()], ['2026-03-10 18:00', claims('Ben')],
    ],
    expected: [
      '2026-03-02 10:00 Ann has it, until 2026-03-07 18:00 (must-reach-opportunity)',
      '2026-03-02 11:00 learned, until 2026-03-07 18:00 (must-reach-opportunity)',
      '2026-03-03 10:00 learned, until 2026-03-10 18:00 (quiet)',
      '2026-03-09 09:00 warns Ann',
      '2026-03-10 18:00 taken from Ann (quiet)',
      '2026-03-10 18:00 Ben has it, until 2026-03-15 18:00 (must-reach-opportunity)',
    ],
  },
  {
    rule: 'a first answer within 4 working hours, over Spring Festival: owner, manager, then the next in turn',
    policy: { clock: { quietDays: 15 }, firstResponse: { workingHours: 4, managerAfterWorkingHours: 8, reassignAfterWorkingHours: 16 } },
    story: [['2026-02-14 16:00', comesIn()], ['2026-02-14 16:00', claims('Ann')]],
    until: '2026-02-25 18:00',
    expected: [
      '2026-02-14 16:00 Ann has it, until 2026-03-01 18:00 (quiet)',
      '2026-02-24 11:00 no answer: tells Ann',
      '2026-02-24 16:00 no answer: tells Max',
      '2026-02-25 16:00 taken from Ann (first-response)',
      '2026-02-25 16:00 given to Ben by round-robin, until 2026-03-12 18:00 (quiet)',
    ],
  },
  {
    rule: 'a first answer of any kind meets it',
    policy: { clock: { quietDays: 15 }, firstResponse: { workingHours: 4, managerAfterWorkingHours: 8, reassignAfterWorkingHours: 16 } },
    story: [['2026-02-14 16:00', comesIn()], ['2026-02-14 16:00', claims('Ann')], ['2026-02-24 10:59', does('Ann', 'note')]],
    until: '2026-02-27 18:00',
    expected: ['2026-02-14 16:00 Ann has it, until 2026-03-01 18:00 (quiet)', '2026-02-24 10:59 does not count, until 2026-03-01 18:00 (quiet)'],
  },
]);

// Clocks go forward on Sunday 29 March 2026.
catalogue('What must be reached', 'Berlin', [
  {
    rule: 'a first answer within 4 working hours: one of Friday, three of Monday by the new time',
    policy: { firstResponse: { workingHours: 4, managerAfterWorkingHours: 8, reassignAfterWorkingHours: 16 } },
    story: [['2026-03-27 16:00', comesIn()], ['2026-03-27 16:00', claims('Ann')]],
    until: '2026-03-31 09:00',
    expected: ['2026-03-27 16:00 Ann has it, until 2026-04-06 18:00 (quiet)', '2026-03-30 12:00 no answer: tells Ann', '2026-03-30 16:00 no answer: tells Max'],
  },
]);
