import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import en from '../i18n/en.json';
import zh from '../i18n/zh.json';
import { readText, withChanges } from './draft-text';
import { begun, faultsAt, formSchema, misfit, type FieldWords, type FormSchema } from './form-schema';

const KINDS = ['account', 'lead', 'assignment', 'scoring', 'classification', 'approval'];
const published = (kind: string) => JSON.parse(readFileSync(join(__dirname, '../../../../../../libs/policy/schemas', `${kind}.json`), 'utf8')) as FormSchema;
const plain: FieldWords = { title: (name) => name, hint: () => undefined, way: (way) => way };
const pool = {
  claim: { perDay: 20, perWeek: 60, cap: { inPool: 120, notCounted: ['key-account'] }, coolDownDays: { lastOwner: 7, anyRecentOwner: 30 }, freezeHours: 0, exempt: { roles: ['sales-head'], people: [] } },
  clock: { basis: 'calendar', quietDays: 10, refreshDays: 3, maximumDays: 20, cutOff: '18:00' },
  resets: [{ kind: 'call', minMinutes: 3 }],
  reminders: [{ daysBefore: 3, recipients: ['owner'] }],
  onDue: { to: 'reassign', strategy: 'round-robin' },
};
const discount = {
  subject: 'discount',
  legs: [{ key: 'finance', label: 'Finance', when: { all: [{ field: 'percent', op: '>', value: '10' }, { not: { field: 'channel', in: ['partner'] } }] }, approver: { by: 'managers', upToAmount: { field: 'amount', limits: { finance: '100000' } } }, mode: { quorum: 2 }, dueWorkingHours: 8 }],
  fallbackRole: 'sales-head',
};
const form = (kind: string) => formSchema(published(kind), plain);
const at = (schema: FormSchema, ...path: string[]) => path.reduce((inner, name) => (inner.items?.properties ?? inner.properties)![name]!, schema);

describe('a form made from a published schema', () => {
  it('asks for the rules only: who wrote which version why stands beside them', () => {
    expect(Object.keys(form('lead').properties!)).toEqual(['claim', 'clock', 'resets', 'mustReach', 'firstResponse', 'exempt', 'reminders', 'extension', 'onDue', 'variants']);
  });

  it('always shows a group that needs no value, and leaves the others to whoever fills it in', () => {
    expect(at(form('assignment'), 'rules').items!.required).toEqual(['key', 'strategy', 'when']);
    expect(form('lead').required).toEqual(['claim', 'clock', 'resets', 'reminders']);
  });

  it('says of what a number is so many, and how a text is entered', () => {
    const lead = form('lead');
    expect(at(lead, 'clock', 'quietDays')).toMatchObject({ 'x-unit': 'days', minimum: 1, maximum: 3650 });
    expect(at(lead, 'claim', 'freezeHours')['x-unit']).toBe('hours');
    expect(at(lead, 'firstResponse', 'workingHours')['x-unit']).toBe('workingHours');
    expect(at(lead, 'resets', 'minMinutes')).toMatchObject({ 'x-unit': 'minutes', maximum: undefined });
    expect(at(lead, 'claim', 'perDay')['x-unit']).toBeUndefined();
    expect(at(lead, 'clock', 'cutOff')['x-kind']).toBe('time');
    expect(at(lead, 'claim', 'exempt', 'people').items!['x-kind']).toBe('person');
    expect(at(form('account'), 'levels', 'current', 'high')['x-kind']).toBe('decimal');
    expect(at(form('account'), 'visits', 'everyDays', 'A')).toMatchObject({ type: ['integer', 'null'], 'x-unit': 'days' });
    expect(at(lead, 'clock', 'anchor')['x-default']).toBe('claimed');
  });

  it('tells ways apart by what they say or have, and leaves out short forms of old', () => {
    expect(at(form('lead'), 'onDue').anyOf!.map(({ title }) => title)).toEqual(['pool', 'manager', 'reassign']);
    expect(at(form('approval'), 'legs', 'mode').anyOf!.map(({ title }) => title)).toEqual(['value', 'quorum', 'ratio']);
    expect(at(form('lead'), 'claim', 'cap').type).toBe('object');
    expect(at(form('lead'), 'claim', 'cap')).toEqual(expect.not.objectContaining({ anyOf: expect.anything() as unknown }));
    expect(begun(at(form('lead'), 'onDue').anyOf![2]!)).toEqual({ to: 'reassign', strategy: undefined });
  });

  it('shows every document that its kind takes, and says where one says more than it can show', () => {
    expect(misfit(form('lead'), pool)).toBeUndefined();
    expect(misfit(form('approval'), discount)).toBeUndefined();
    expect(misfit(form('scoring'), { areas: [{ area: 'fit', weight: 1, rules: [{ key: 'a', text: 'A', points: 1, when: { not: { any: [{ field: 'country', is: ['CN'] }] } } }] }] })).toBeUndefined();
    expect(misfit(form('lead'), { resets: [{ kind: 'call', loudness: 3 }] })).toEqual(['resets', 0, 'loudness']);
    expect(misfit(form('lead'), { claim: { cap: 120 } })).toEqual(['claim', 'cap']);
    expect(misfit(form('lead'), { clock: { quietDays: 'soon' } })).toEqual(['clock', 'quietDays']);
  });

  it('takes the faults of the server to their fields', () => {
    expect(faultsAt([{ path: 'resets[0].minMinutes', text: 'At least 1' }])).toEqual({ resets: { 0: { minMinutes: { __errors: ['At least 1'] } } } });
  });

  it('keeps what somebody wrote about what it does not change', () => {
    const text = '# agreed with the works council\nclock:\n  quietDays: 10 # until spring\n  basis: working\nreminders:\n  - daysBefore: 3\n';
    const changed = withChanges(text, { clock: { quietDays: 15, basis: undefined }, reminders: [{ daysBefore: 3 }, { daysBefore: 1 }] });
    expect(changed).toContain('# agreed with the works council');
    expect(changed).toContain('quietDays: 15 # until spring');
    expect(readText(changed)).toEqual({ ok: true, value: { clock: { quietDays: 15 }, reminders: [{ daysBefore: 3 }, { daysBefore: 1 }] } });
    const same = stringify(pool);
    expect(withChanges(same, pool)).toBe(same);
  });
});

describe.each([['en', en], ['zh', zh]])('words in %s', (_language, texts) => {
  it.each(KINDS)('are there for every rule and every value of %s', (kind) => {
    const { word, field, value } = texts as unknown as Record<string, Record<string, string>>;
    const missing = new Set<string>();
    const named: FieldWords = {
      ...plain,
      title: (name, around) => {
        if (!field![`${around}_${name}`] && !word![name]) missing.add(`${around}.${name}`);
        return name;
      },
      way: (way, around) => {
        if (!value![`${around}_${way}`] && !word![way]) missing.add(`${around}: ${way}`);
        return way;
      },
    };
    const values = (schema: FormSchema): void => {
      for (const one of schema.enum ?? []) if (!value![`${schema['x-name']}_${one}`] && !word![one]) missing.add(`${schema['x-name']}: ${one}`);
      for (const inner of [...Object.values(schema.properties ?? {}), ...(schema.anyOf ?? []), ...Object.values(schema.$defs ?? {}), ...(schema.items ? [schema.items] : [])]) values(inner);
    };
    values(formSchema(published(kind), named));
    expect([...missing]).toEqual([]);
  });
});
