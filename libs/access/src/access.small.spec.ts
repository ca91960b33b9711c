import { access, pathRange, scopeSql } from './access';
import { grants, type Kind } from './grants';
import { ROLES, systemPrincipal, type Principal, type Role } from './principal';

const by = (roles: Role[], unitPath = '1.2.'): Principal => ({ personId: 'me', name: 'Me', roles, unitPath, tenant: 'demo' });
/** Of a record that says nothing a role could be narrowed to. */
const silent = { region: null, businessType: null, product: null };
const said = { region: 'region', businessType: 'business_type', product: 'product' };
const code = (name: string) => expect.objectContaining({ code: name });

describe('rights', () => {
  it('of a rep reach his own leads and what lies in a pool', () => {
    const rep = by(['sales-rep']);
    expect(() => access.require(rep, 'release', 'lead', { ownerId: 'me', orgPath: '1.9.', ...silent })).not.toThrow();
    expect(() => access.require(rep, 'read', 'lead', { ownerId: null, orgPath: '1.9.', shared: true, ...silent })).not.toThrow();
  });

  it('hide what lies outside, and refuse what may be seen but not changed', () => {
    expect(() => access.require(by(['sales-rep']), 'release', 'lead', { ownerId: 'you', orgPath: '1.2.', ...silent })).toThrow(code('request.not_found'));
    expect(() => access.require(by(['operator', 'sales-rep']), 'release', 'lead', { ownerId: 'you', ...silent })).toThrow(code('access.denied'));
    expect(() => access.require(by(['finance']), 'claim', 'lead')).toThrow(code('access.denied'));
  });

  it('of a manager reach his unit and below, not a unit with a longer number', () => {
    const manager = by(['sales-manager'], '1.2.');
    for (const [orgPath, allowed] of [['1.2.', true], ['1.2.7.', true], ['1.20.', false], ['1.', false], ['1.3.', false]] as const) {
      const act = () => access.require(manager, 'assign', 'lead', { ownerId: 'you', orgPath, ...silent });
      if (allowed) expect(act).not.toThrow();
      else expect(act).toThrow(code('request.not_found'));
    }
  });

  it('without a unit reach nothing of a unit', () => {
    expect(() => access.require(by(['sales-manager'], ''), 'assign', 'lead', { ownerId: 'you', orgPath: '1.2.', ...silent })).toThrow();
    expect(scopeSql(by(['sales-manager'], ''), 'read', 'lead', { owner: 'owner_id', path: 'org_path', ...said }).sql).toBe('(owner_id = $1)');
  });

  it('in another unit reach that unit and below, and never more, whatever the role reaches at home', () => {
    const both: Principal = { ...by(['sales-manager'], '1.2.'), rolesElsewhere: [{ role: 'sales-head', unitPath: '1.3.' }] };
    for (const [orgPath, allowed] of [['1.2.7.', true], ['1.3.', true], ['1.3.1.', true], ['1.30.', false], ['1.4.', false]] as const) {
      const act = () => access.require(both, 'assign', 'lead', { ownerId: 'you', orgPath, ...silent });
      if (allowed) expect(act).not.toThrow();
      else expect(act).toThrow(code('request.not_found'));
    }
    expect(access.scopeOf(both, 'read', 'lead')).toBe('unit-and-below');
    expect(scopeSql(both, 'read', 'lead', { owner: 'owner_id', path: 'org_path', ...said }).params).toEqual(['me', '1.2.', '1.2/', '1.3.', '1.3/']);
  });

  it('are the widest of all roles; the system has all', () => {
    expect(access.scopeOf(by(['sales-rep', 'sales-head']), 'read', 'lead')).toBe('all');
    expect(access.scopeOf(systemPrincipal('clock'), 'reverse', 'receipt')).toBe('all');
    expect(access.scopeOf(by([]), 'read', 'task')).toBe('none');
  });

  it('are never given to the system by a grant, and name known roles only', () => {
    for (const kind of Object.keys(grants) as Kind[]) {
      for (const [verb, grant] of Object.entries(grants[kind])) {
        expect(Object.keys(grant).every((role) => role !== 'system' && (ROLES as readonly string[]).includes(role))).toBe(true);
        expect(access.scopeOf(by([]), verb as never, kind)).toBe('none');
      }
    }
  });
});

describe('scopeSql', () => {
  const columns = { owner: 'owner_id', path: 'org_path', ...said };

  it('is a range of paths, numbered from where the query says', () => {
    expect(scopeSql(by(['sales-manager']), 'read', 'lead', { ...columns, shared: "status = 'pooled'" }, 3)).toEqual({
      sql: `(owner_id = $3 OR (org_path COLLATE "C" >= $4 AND org_path COLLATE "C" < $5) OR (status = 'pooled'))`,
      params: ['me', '1.2.', '1.2/'],
    });
  });

  it('is true, false or the owner', () => {
    expect(scopeSql(by(['sales-head']), 'read', 'lead', columns)).toEqual({ sql: 'true', params: [] });
    expect(scopeSql(by(['legal']), 'read', 'lead', columns)).toEqual({ sql: 'false', params: [] });
    expect(scopeSql(by(['sales-rep']), 'read', 'lead', columns)).toEqual({ sql: '(owner_id = $1)', params: ['me'] });
  });

  it('selects the same records as require lets through', () => {
    const range = pathRange('1.2.')!;
    for (const path of ['1.2.', '1.2.1.', '1.2.10.3.', '1.20.', '1.3.', '1.', '', '1.2', '1.2/']) {
      expect(path >= range.from && path < range.to).toBe(path.startsWith('1.2.'));
    }
  });
});
