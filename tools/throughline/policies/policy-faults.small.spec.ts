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
