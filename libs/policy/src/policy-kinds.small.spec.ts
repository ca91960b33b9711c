import { openPoolPolicy } from './default-policies';
import { policyDiff } from './policy-diff';
import { checkPolicy, pathText } from './policy-kinds';

describe('a policy document', () => {
  it('comes back from its check with what it leaves open filled in', () => {
    const { remindAt: _default, ...clock } = openPoolPolicy.clock;
    expect(checkPolicy({ ...openPoolPolicy, clock })).toMatchObject({ ok: true, document: { id: 'open-pool', clock: { remindAt: '09:00' } } });
  });

  it('is refused with every fault and its place', () => {
    const checked = checkPolicy({ ...openPoolPolicy, clok: {}, clock: { ...openPoolPolicy.clock, quietDays: -1 } });
    expect(checked.ok).toBe(false);
    const places = checked.ok ? [] : checked.faults.map(({ path }) => pathText(path));
    expect(places).toEqual(expect.arrayContaining(['clok', 'clock.quietDays']));
  });

  it.each([undefined, null, 'text', {}, { kind: 'weather' }, { kind: 'toString' }])('of no known kind is refused: %j', (document) => {
    expect(checkPolicy(document)).toMatchObject({ ok: false, faults: [{ path: ['kind'] }] });
  });

  it('tells the place of a fault as one writes it', () => {
    expect(pathText(['resets', 0, 'minMinutes'])).toBe('resets[0].minMinutes');
    expect(pathText([])).toBe('the document');
  });
});

describe('the difference of two versions', () => {
  const by = 'anyone';
  const changed = {
    ...openPoolPolicy,
    version: 2,
    reason: 'Faster',
    clock: { ...openPoolPolicy.clock, quietDays: 7 },
    resets: [{ kind: 'demo', by }, { kind: 'call', minMinutes: 5, by }, { kind: 'visit', by }, { kind: 'meeting', by }],
  };

  it('names each rule that differs, entries of lists by what they are, and leaves the header out', () => {
    expect(policyDiff(openPoolPolicy, changed)).toEqual([
      { path: 'clock.quietDays', before: 10, after: 7 },
      { path: 'resets[call].minMinutes', before: 3, after: 5 },
      { path: 'resets[demo]', after: { kind: 'demo', by } },
      { path: 'resets[mail]', before: { kind: 'mail', by } },
    ]);
  });

  it('is empty for the same rules under another header', () => {
    expect(policyDiff(openPoolPolicy, { ...openPoolPolicy, version: 9, author: 'x', reason: 'y', effectiveFrom: '2027-01-01' })).toEqual([]);
  });

  it('compares lists without names by position, plain ones by value', () => {
    expect(policyDiff({ list: [{ a: 1 }, { a: 2 }], tags: ['x', 'y'] }, { list: [{ a: 1 }, { a: 3 }], tags: ['y', 'z'] })).toEqual([
      { path: 'list[1].a', before: 2, after: 3 },
      { path: 'tags[x]', before: 'x' },
      { path: 'tags[z]', after: 'z' },
    ]);
  });
});
