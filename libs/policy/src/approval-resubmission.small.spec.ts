import { resubmitted } from './approval-resubmission';
import { approvalPolicySchema, type ApprovalPolicyDocument } from './approval-policy';
import { route, type ApprovalRequest } from './approval-route';
import type { LoggedDecision } from './approval-outcome';
import type { PolicyPerson } from './people';

const person = (id: string, role: string, managerId: string | null = null): PolicyPerson => ({ id, name: id, roles: [role], unitPath: '1.', managerId });
const people = [person('rep', 'sales-rep', 'boss'), person('boss', 'sales-manager', 'head'), person('head', 'sales-head'), person('fin', 'finance'), person('law', 'legal')];
const silence = { dueWorkingHours: 8, ladder: [{ afterWorkingHours: 8, do: 'lapse' as const }] };
const policy = approvalPolicySchema.parse({
  kind: 'approval', id: 'x', version: 1, effectiveFrom: '2026-01-01', author: 'a', reason: 'r', subject: 'x', fallbackRole: 'sales-head',
  legs: [
    { key: 'boss', label: 'Boss', when: { always: true }, approver: { by: 'manager-of-requester' }, ...silence },
    { key: 'finance', label: 'Finance', when: { field: 'percent', op: '>', value: '10' }, approver: { by: 'role', role: 'finance' }, ...silence },
    { key: 'legal', label: 'Legal', when: { not: { field: 'margin', op: '>=', value: '20' } }, approver: { by: 'role', role: 'legal' }, ...silence, watches: [{ field: 'clause', worse: 'change' }] },
  ],
} satisfies ApprovalPolicyDocument);
const of = (fields: ApprovalRequest['fields']): ApprovalRequest => ({ requesterId: 'rep', fields });
const routed = (fields: ApprovalRequest['fields']) => route(of(fields), policy, people);
const yes = (legKey: string, by: string | null = legKey): LoggedDecision => ({ legKey, by, seat: null, outcome: 'approved' });
const first = { percent: '15', margin: '12', clause: 'A' };
/** Who is asked after a first request to which all three but `last` had agreed, when it was refused by `last`. */
const again = (fields: ApprovalRequest['fields'], agreed: LoggedDecision[] = [yes('boss'), yes('finance')]) =>
  resubmitted(routed(fields), { route: routed(first), log: [...agreed, { legKey: 'legal', by: 'law', seat: null, outcome: 'rejected' }] }).filter(({ skipped }) => !skipped).map(({ key }) => key);

describe('a changed request asks again', () => {
  it.each([
    ['whoever did not agree, and whoever tests nothing and so sees every change', { ...first, percent: '14' }, ['boss', 'legal']],
    ['nobody who agreed where nothing changed', first, ['legal']],
    ['whose tested value is higher', { ...first, percent: '15.01' }, ['boss', 'finance', 'legal']],
    ['not whose tested value is the same in other words', { ...first, percent: '15.00' }, ['legal']],
  ])('%s', (_, fields, expected) => {
    expect(again(fields)).toEqual(expected);
  });

  it('what a test under `not` makes worse is lower, and what is watched is worse when it changes', () => {
    const agreed = [yes('boss'), yes('finance'), yes('legal')];
    const before = { route: routed(first), log: agreed };
    const keys = (fields: ApprovalRequest['fields']) => resubmitted(routed(fields), before).flatMap(({ key, skipped }) => (skipped || key === 'boss' ? [] : [key]));
    expect(keys({ ...first, margin: '11.9' })).toEqual(['legal']);
    expect(keys({ ...first, margin: '13' })).toEqual([]);
    expect(keys({ ...first, clause: 'B' })).toEqual(['legal']);
    expect(keys({ percent: '15', clause: 'A' })).toEqual(['legal']);
  });

  it('a yes by silence is asked for again, and one that was given before a return is none', () => {
    expect(again(first, [yes('boss'), yes('finance', null)])).toEqual(['finance', 'legal']);
    expect(again(first, [yes('boss'), yes('finance'), { legKey: 'legal', by: 'law', seat: null, outcome: 'returned', toStep: 2 }, yes('finance')])).toEqual(['legal']);
    expect(again(first, [yes('boss'), yes('finance'), { legKey: 'legal', by: 'law', seat: null, outcome: 'returned', toStep: 2 }])).toEqual(['finance', 'legal']);
  });

  it('many small steps do not add up to one that nobody saw: what was agreed to counts, not what came last', () => {
    const better = resubmitted(routed({ ...first, percent: '12' }), { route: routed(first), log: [yes('boss'), yes('finance')] });
    expect(better.find(({ key }) => key === 'finance')).toMatchObject({ skipped: { agreedBefore: true, why: 'Finance agreed before, and percent is no worse' }, tested: { percent: '15' } });
    const third = (percent: string) => resubmitted(routed({ ...first, percent }), { route: better, log: [] }).find(({ key }) => key === 'finance')!.skipped;
    expect([third('14'), third('15.5')]).toEqual([expect.objectContaining({ agreedBefore: true }), undefined]);
  });
});
