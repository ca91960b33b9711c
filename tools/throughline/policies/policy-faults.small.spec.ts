import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { faultLine, readPolicyFile, twice } from './policy-files';

const example = resolve(__dirname, '../../../deploy/policies');
const folder = mkdtempSync(join(tmpdir(), 'faults-'));
afterAll(() => rmSync(folder, { recursive: true }));

const texts = {
  lead: readFileSync(join(example, 'telesales/pool.yaml'), 'utf8'),
  direct: readFileSync(join(example, 'direct/pool.yaml'), 'utf8'),
  assignment: readFileSync(join(example, 'channel/assignment.yaml'), 'utf8'),
  scoring: readFileSync(join(example, 'scoring.yaml'), 'utf8'),
  classification: readFileSync(join(example, 'classification.yaml'), 'utf8'),
  account: readFileSync(join(example, 'accounts.yaml'), 'utf8'),
  pool: readFileSync(join(example, 'pools.yaml'), 'utf8').split('---')[0]!,
  order: readFileSync(join(example, 'approvals/order.yaml'), 'utf8'),
  prices: readFileSync(join(example, 'approvals/price-policy.yaml'), 'utf8'),
  contract: readFileSync(join(example, 'approvals/contract.yaml'), 'utf8'),
  discount: readFileSync(join(example, 'approvals/discount.yaml'), 'utf8'),
  leave: readFileSync(join(example, 'approvals/leave.yaml'), 'utf8'),
};

/** What somebody got wrong: the document, what he wrote instead of what, and what he is told. `@` stands for the line that is wrong. */
const mistakes: [what: string, of: keyof typeof texts, right: string, wrong: string, told: string][] = [
  ['a word for a number', 'lead', 'quietDays: 10', 'quietDays: ten', '@:14: clock.quietDays is "ten", not a number: write a number'],
  ['half a day', 'lead', 'refreshDays: 3', 'refreshDays: 2.5', '@:16: clock.refreshDays is 2.5, not a whole number: write a whole number'],
  ['no days at all', 'lead', 'maximumDays: 20', 'maximumDays: 0', '@:16: clock.maximumDays is 0, less than 1: write 1 or more'],
  ['an hour that is none', 'lead', 'cutOff: "18:00"', 'cutOff: "25:00"', '@:11: clock.cutOff is "25:00", not a time as HH:mm: write a time as HH:mm'],
  ['a reminder time after the cut-off', 'direct', 'remindAt: "09:00"', 'remindAt: "19:00"', '@:13: clock.remindAt must be before the cut-off: write a time before 18:00, or end the day later'],
  ['a key mistyped', 'lead', 'freezeHours: 0', 'freezHours: 0', '@:15: claim.freezHours is not a rule of this kind of document: write freezeHours, or take it out'],
  ['a key from elsewhere', 'lead', 'freezeHours: 0', 'freezeHours: 0\n  colour: red', '@+1:11: claim.colour is not a rule of this kind of document: take it out; there are: perDay, perWeek, viewsPerDay, cap, coolDownDays, freezeHours, exempt, releaseReturnsQuota'],
  ['a part left out', 'lead', '  perWeek: 150\n', '', 'claim.perWeek is missing: add perWeek: a number'],
  ['a basis that is none', 'lead', 'basis: calendar', 'basis: calender', '@:10: clock.basis is "calender", not one of working, calendar: write calendar'],
  ['a way out that is none', 'lead', 'onDue: { to: pool }', 'onDue: { to: trash }', '@:14: onDue.to is "trash", not one of pool, manager, reassign: write one of pool, manager, reassign'],
  ['a maximum below the quiet days', 'lead', 'maximumDays: 20', 'maximumDays: 5', '@:16: clock.maximumDays must not be less than the quiet days: write 10 or more'],
  ['a reminder too early', 'lead', 'daysBefore: 1,', 'daysBefore: 9,', 'reminders the last one must fit into the shortest protection: add one that comes at most 1 days before the end'],
  ['a tag that is not named', 'direct', 'while: tagged, tag: key-account', 'while: tagged', 'exempt[6].tag goes with "tagged", and only with it: name the tag: tag: …'],
  ['a manager told too soon', 'lead', 'managerAfterWorkingHours: 6', 'managerAfterWorkingHours: 2', '@:29: firstResponse.managerAfterWorkingHours must not be before the target: write 4 or more'],
  ['a list that is none', 'lead', 'resets:\n', 'resets: { kind: mail }\nmore:\n', '@:9: resets is a group, not a list: write a list, each entry on a line of its own after a dash'],
  ['nobody to be reminded', 'lead', 'recipients: [owner]', 'recipients: []', '@:34: reminders[0].recipients has 0 of at least 1: name at least 1'],
  ['a day that is none', 'lead', 'effectiveFrom: 2026-01-01', 'effectiveFrom: 01.01.2026', '@:16: effectiveFrom is "01.01.2026", not a day as 2026-01-31: write a day as 2026-01-31'],
  ['an empty reason', 'lead', 'reason: A lead on the telephone is warm for days, not for weeks', 'reason:', '@:8: reason is empty, not a text: write a text'],
  ['a kind that is none', 'lead', 'kind: lead', 'kind: leads', '@:7: kind is "leads": there is no such kind of policy: write one of account, lead, assignment, scoring, classification'],
  ['two rules of one key', 'assignment', 'rules:\n', 'rules:\n  - { key: by-region, strategy: { kind: dedicated, people: [0199d000-0000-7000-8002-000000000021] } }\n', '@+1:3: rules each rule needs a key of its own: rename one: turns are kept by the key'],
  ['a person who is no id', 'assignment', 'among: { unit: "1.1." }', 'among: { people: [Wang Hao] }', '@:95: rules[0].strategy.regions[0].among.people[0] is "Wang Hao", not an id (UUID): write an id (UUID)'],
  ['grades upside down', 'scoring', 'A: 65', 'A: 35', '@:9: grades A must be above B, and B above C: write the least score of each grade, the highest for A'],
  ['a rule without points', 'scoring', ', points: 20 }', ' }', 'areas[0].rules[2].points is missing: add points: a number'],
  ['a condition that asks nothing', 'classification', '{ field: channel, is: [partner] }', '{ field: channel }', 'businessTypes[0].when.any[0] says nothing about the field: add given, is, contains, atLeast or atMost'],
  ['a currency in words', 'account', 'currency: CNY', 'currency: Yuan', '@:13: value.currency is "Yuan", not three capital letters such as CNY: write three capital letters such as CNY'],
  ['an unquoted amount', 'account', 'current: { high: "1000000"', 'current: { high: 1000000', '@:20: levels.current.high is 1000000, not a text: write a text'],
  ['a pool for a unit by name', 'pool', 'unit: "1."', 'unit: East', '@:7: unit is "East", not a path as 1.2.: write a path as 1.2.'],
  ['a hidden field that is none', 'pool', 'hiddenFields: [email, phone]', 'hiddenFields: [mail, phone]', '@:16: hiddenFields[0] is "mail", not one of contactName, email, phone, creditCode, domain: write email'],
  ['a field that no request has', 'contract', 'field: months', 'field: month', '@:20: legs[0].when.any[1].field is month, which is no field of the request: write months'],
  ['a word tested as a number', 'contract', '{ field: months, op', '{ field: clauses, op', '@:20: legs[0].when.any[1].field is a field of the type text: test it with equals or in'],
  ['a number tested as a word', 'contract', '{ field: clauses, equals: changed }', '{ field: amount, equals: changed }', '@:20: legs[0].when.any[0].field is a field of the type decimal: test it with op and value'],
  ['a word that the field never is', 'contract', 'equals: changed', 'equals: change', '@:37: legs[0].when.any[0].equals names change, which clauses never is: write changed'],
  ['a limit without quotes', 'contract', 'value: "24"', 'value: 24', '@:44: legs[0].when.any[1].value is 24, not a text: write a text'],
  ['a field that nobody may edit because it is none', 'contract', 'mayEdit: [clauses]', 'mayEdit: [clause]', '@:15: legs[0].mayEdit[0] is clause, which is no field of the request: write clauses'],
  ['a field that its owner keeps as it was asked for', 'discount', '    dueWorkingHours: 8', '    mayEdit: [amount]\n    dueWorkingHours: 8', '@:15: legs[0].mayEdit[0] is amount, which a request of the kind discount keeps as it was made: write percent'],
  ['a way of asking that is none', 'order', 'by: managers', 'by: manager', '@:11: legs[0].approver.by is "manager", not one of manager-of-requester, role, person, role-in-unit, head-of-unit, managers, group, chosen: write managers'],
  ['no way up', 'leave', '{ by: managers, upTo: 3 }', '{ by: managers }', '@:15: legs[2].approver does not say how far up: add upTo (levels) or upToAmount'],
  ['an amount that is none', 'order', '        field: amount\n        limits', '        field: total\n        limits', '@:16: legs[0].approver.upToAmount.field is no field of the request: write one of amount, creditUsed'],
  ['somebody chosen from nowhere', 'leave', '{ by: chosen, role: sales-rep }', '{ by: chosen }', '@:15: legs[0].approver does not say among whom: add a role or a group'],
  ['a sum of nothing', 'order', '{ aggregate: max, of: discount, op: ">", value: "5" }', '{ aggregate: max, op: ">", value: "5" }', 'when.any[2].of is missing: add of: the field of a line'],
  ['more than can be found', 'leave', 'mode: all', 'mode: { quorum: 4 }', '@:21: legs[2].mode.quorum is 4, and at most 3 can be found: write 3 or less, or ask more people'],
  ['a step for one leg only', 'leave', '    label: Managers up to the head\n    step: 2\n', '    label: Managers up to the head\n', 'legs[2].step is missing where other legs have one: give every leg a step, or none'],
  ['an alternate who is never asked', 'prices', 'do: alternate }', 'do: manager }', 'legs[1].alternate is never asked: add a step with do: alternate to the ladder, or take it out'],
  ['steps out of order', 'prices', '{ afterWorkingHours: 16, do: manager }', '{ afterWorkingHours: 6, do: manager }', '@:30: legs[0].ladder[1].afterWorkingHours must be later than the step before: write more than 8'],
  ['a leg that waits for ever', 'prices', '      - { afterWorkingHours: 48, do: reject }\n', '', 'legs[1].ladder would wait for ever: end it with approve, reject or lapse, or write lapseAfterWorkingDays for the policy'],
  ['silence that would have to comment', 'prices', 'do: reject }', 'do: approve }', '@:38: legs[1].ladder[3].do silence cannot sign or comment: write lapse or reject, or require neither'],
  ['brackets left open', 'lead', 'notCounted: [exempt] }', 'notCounted: [exempt }', 'correct the YAML: indentation, quotes and brackets before this place'],
];

it.each(mistakes)('%s is told with its place, the rule, and what to do', (_what, of, right, wrong, told) => {
  expect(texts[of]).toContain(right);
  const text = texts[of].replace(right, wrong);
  const file = join(folder, 'faulty.yaml');
  writeFileSync(file, text);
  const line = text.slice(0, text.indexOf(wrong)).split('\n').length;
  const place = told.replace(/^@(\+\d)?/, (_, more: string | undefined) => `${file}:${line + Number(more ?? 0)}`);
  const lines = readPolicyFile(file).faults.map(faultLine);
  expect(lines).toEqual(expect.arrayContaining([expect.stringContaining(place)]));
  for (const one of lines) expect(one).toMatch(/^\S+:\d+:\d+: .+: .+$/);
});

it('what two files describe is a fault of the second', () => {
  const [one, other] = ['one.yaml', 'other.yaml'].map((name) => join(folder, name)) as [string, string];
  for (const file of [one, other]) writeFileSync(file, texts.pool);
  expect(twice([one, other].map(readPolicyFile)).map(faultLine)).toEqual([`${other}:1:1: pool direct is also in ${one}: keep one of the two`]);
});
