import fc from 'fast-check';

import { access, scopeSql, type ScopedRecord } from './access';
import { DIMENSIONS, type Only } from './dimensions';
import { grants } from './grants';
import { onlySchema } from './only-schema';
import { ROLES, type Principal, type Role } from './principal';
import { rowReach } from './row-reach';

const lead = (over: Partial<ScopedRecord<'lead'>> = {}): ScopedRecord<'lead'> => ({ ownerId: 'you', orgPath: '1.2.7.', region: 'north', businessType: 'retail', product: null, ...over });
const by = (role: Role, only?: Only, unitPath = '1.2.'): Principal => ({ personId: 'me', name: 'Me', roles: [role], unitPath, tenant: 'demo', ...(only && { only: { [role]: only } }) });
const code = (name: string) => expect.objectContaining({ code: name });

describe('a role that is narrowed', () => {
  const north = by('sales-manager', { region: ['north', 'east'] });

  it('reaches what says one of the values, and hides the rest as if it were not there', () => {
    expect(access.may(north, 'assign', 'lead', lead())).toBe(true);
    expect(access.may(north, 'assign', 'lead', lead({ region: 'east' }))).toBe(true);
    for (const hidden of [lead({ region: 'south' }), lead({ region: 'North' }), lead({ region: null }), lead({ orgPath: '1.3.' })]) {
      expect(() => access.require(north, 'assign', 'lead', hidden)).toThrow(code('request.not_found'));
    }
  });

  it('in two dimensions reaches what lies in both', () => {
    const both = by('sales-manager', { region: ['north'], businessType: ['retail'] });
    expect(access.may(both, 'read', 'lead', lead())).toBe(true);
    expect(access.may(both, 'read', 'lead', lead({ businessType: 'wholesale' }))).toBe(false);
  });

  it('leaves what one owns oneself', () => expect(access.may(north, 'release', 'lead', lead({ ownerId: 'me', region: 'south' }))).toBe(true));

  it('narrows what lies open to all, but where another role shows it', () => {
    const open = lead({ ownerId: null, shared: true, region: 'south' });
    const rep = by('sales-rep', { region: ['north'] });
    expect(access.may(rep, 'read', 'lead', open)).toBe(false);
    expect(access.takesIn(rep, 'claim', 'lead', open)).toBe(false);
    expect(access.may({ ...rep, roles: ['sales-rep', 'sales-manager'] }, 'read', 'lead', open)).toBe(true);
  });

  it('is not everything where it reached everything', () => {
    const head = by('sales-head', { region: ['north'] });
    expect(access.scopeOf(head, 'read', 'lead')).toBe('unit-and-below');
    expect(access.may(head, 'read', 'lead', lead({ orgPath: '9.' }))).toBe(true);
    expect(access.may(head, 'read', 'lead', lead({ orgPath: '9.', region: 'south' }))).toBe(false);
  });

  it('narrows nothing that has no such dimension', () => {
    expect(access.scopeOf(by('sales-head', { region: ['north'] }), 'read', 'opportunity')).toBe('all');
    expect(access.scopeOf(by('sales-head', { region: ['north'] }), 'set-policy', 'pool')).toBe('all');
    expect(access.may(by('sales-head', { product: ['pump'] }), 'win', 'opportunity', { ownerId: 'you', orgPath: '9.', product: 'valve' })).toBe(false);
  });

  it('is a condition beside the units, numbered like the others', () => {
    const columns = { owner: 'o', path: 'p', region: 'r', businessType: 'b', product: 'x', shared: 's' };
    expect(scopeSql(north, 'read', 'lead', columns, 3)).toEqual({
      sql: `(o = $3 OR (p COLLATE "C" >= $4 AND p COLLATE "C" < $5 AND (r = ANY ($6))) OR ((s) AND ((r = ANY ($7)))))`,
      params: ['me', '1.2.', '1.2/', ['north', 'east'], ['north', 'east']],
    });
  });

  it('changes nothing of what is told to the database of those who have none', () => {
    expect(JSON.parse(rowReach(by('sales-manager'))).kinds.lead).toEqual({ from: '1.2.', to: '1.2/' });
    expect(JSON.parse(rowReach(north)).kinds.lead).toEqual({
      parts: '$ ? ((@.path >= "1.2." && @.path < "1.2/" && (@.region == "north" || @.region == "east")))',
      open: '$ ? (((@.region == "north" || @.region == "east")))',
    });
    expect(JSON.parse(rowReach(north)).kinds.account).toEqual({ from: '1.2.', to: '1.2/' });
  });
});

it.each([{}, { region: [] }, { region: ['a', ''] }, { colour: ['red'] }, { region: Array.from({ length: 21 }, (_, n) => `r${n}`) }, { region: undefined }])('is not narrowed to %j', (only) =>
  expect(onlySchema.safeParse(only).success).toBe(false),
);

describe('whatever roles are narrowed to', () => {
  const values = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 });
  const only = fc.record({ region: values, businessType: values, product: values }, { requiredKeys: [] }).filter((one) => DIMENSIONS.some((dimension) => one[dimension]));
  const path = fc.constantFrom('1.', '1.2.', '1.2.7.', '1.20.', '2.');
  const role = fc.constantFrom(...ROLES.filter((one) => one !== 'system'));
  const person = fc.record({
    roles: fc.uniqueArray(role, { minLength: 1, maxLength: 3 }),
    unitPath: path,
    rolesElsewhere: fc.array(fc.record({ role, unitPath: path }), { maxLength: 2 }),
  });
  const said = fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: null });
  const record = fc.record({ ownerId: fc.constantFrom('me', 'you', null), orgPath: path, shared: fc.boolean(), region: said, businessType: said, product: said });
  const verbs = (['lead', 'opportunity', 'contract', 'account'] as const).flatMap((kind) => Object.keys(grants[kind]).map((verb) => [kind, verb] as const));

  it('shows and allows never more, and what one owns always', () => {
    fc.assert(
      fc.property(person, record, fc.array(fc.option(only), { minLength: 5, maxLength: 5 }), fc.constantFrom(...verbs), (facts, one, parts, [kind, verb]) => {
        const whole: Principal = { personId: 'me', name: 'Me', tenant: 'demo', ...facts };
        const narrowed: Principal = {
          ...whole,
          only: Object.fromEntries(facts.roles.flatMap((name, n) => (parts[n] ? [[name, parts[n]]] : []))),
          rolesElsewhere: facts.rolesElsewhere.map((seat, n) => ({ ...seat, ...(parts[3 + n] && { only: parts[3 + n]! }) })),
        };
        const may = (who: Principal) => access.may(who, verb as never, kind, one);
        if (may(narrowed)) expect(may(whole)).toBe(true);
        if (one.ownerId === 'me') expect(may(narrowed)).toBe(may(whole));
        if (parts.every((part) => part === null)) expect(may(narrowed)).toBe(may(whole));
      }),
      { numRuns: 2_000 },
    );
  });
});
