import type { Approver } from './approval-approver';
import { idsOf } from './approval-leg';
import { approvalPolicySchema, type ApprovalPolicyDocument } from './approval-policy';
import { copiesOf, escalationOwners, route, type ApprovalRequest } from './approval-route';
import type { PolicyPerson } from './people';

const person = (id: string, unitPath: string, managerId: string | null, roles: string[], more: Partial<PolicyPerson> = {}): PolicyPerson => ({ id, name: id, roles, unitPath, managerId, ...more });
const uuid = '0199d000-0000-4000-8000-000000000001';
const people = [
  person('head', '1.', null, ['sales-head']),
  person('east', '1.2.', 'head', ['sales-manager'], { groups: ['board'] }),
  person('lead', '1.2.1.', 'east', ['sales-manager'], { groups: ['board'] }),
  person('rep', '1.2.1.', 'lead', ['sales-rep']),
  person('mate', '1.2.1.', 'lead', ['sales-rep']),
  person('com-east', '1.2.', 'east', ['commercial']),
  person('com-west', '1.3.', 'head', ['commercial']),
  person(uuid, '1.', 'head', ['finance']),
];
type Leg = ApprovalPolicyDocument['legs'][number];
const policy = (leg: Partial<Leg> & { approver: Leg['approver'] }, more: Partial<ApprovalPolicyDocument> = {}) =>
  approvalPolicySchema.parse({
    kind: 'approval', id: 'x', version: 1, effectiveFrom: '2026-01-01', author: 'a', reason: 'r', subject: 'x', fallbackRole: 'sales-head', ...more,
    legs: [{ key: 'a', label: 'A', when: { always: true }, dueWorkingHours: 8, ladder: [{ afterWorkingHours: 8, do: 'lapse' }], ...leg }],
  });
const rep = (more: Partial<ApprovalRequest> = {}): ApprovalRequest => ({ requesterId: 'rep', fields: { amount: '60000' }, ...more });
const only = (leg: Partial<Leg> & { approver: Leg['approver'] }, request = rep(), who: PolicyPerson[] = people) => route(request, policy(leg), who)[0]!;
const limits = { 'sales-manager': '50000', 'sales-head': '1000000' };

describe('who is asked', () => {
  it.each<[string, Partial<Approver> & { by: Approver['by'] }, Partial<ApprovalRequest>, string[]]>([
    ['a person', { by: 'person', personId: uuid }, {}, [uuid]],
    ['a role', { by: 'role', role: 'commercial' }, {}, ['com-east', 'com-west']],
    ['a role in the unit, or the nearest above that has it', { by: 'role-in-unit', role: 'commercial' }, {}, ['com-east']],
    ['a role in another unit', { by: 'role-in-unit', role: 'commercial', unit: '1.3.' }, {}, ['com-west']],
    ['the head of the unit', { by: 'head-of-unit' }, {}, ['lead']],
    ['the head of the unit above, for the head himself', { by: 'head-of-unit' }, { requesterId: 'lead' }, ['east']],
    ['the manager', { by: 'manager-of-requester' }, {}, ['lead']],
    ['managers up to level 2', { by: 'managers', upTo: 2 }, {}, ['lead', 'east']],
    ['managers up to who may approve it', { by: 'managers', upToAmount: { field: 'amount', limits, ask: 'each' } }, {}, ['lead', 'east', 'head']],
    ['only who may approve it', { by: 'managers', upToAmount: { field: 'amount', limits, ask: 'last' } }, {}, ['head']],
    ['the first is enough for little', { by: 'managers', upToAmount: { field: 'amount', limits, ask: 'each' } }, { fields: { amount: '50000.00' } }, ['lead']],
    ['a group', { by: 'group', group: 'board' }, {}, ['east', 'lead']],
    ['whom the submitter chose', { by: 'chosen', role: 'commercial', atLeast: 1, atMost: 2 }, { chosen: { a: ['com-west'] } }, ['com-west']],
  ])('%s', (_, approver, request, expected) => {
    expect(idsOf(only({ approver: approver as Leg['approver'] }, rep(request)))).toEqual(expected);
  });

  it('who is named as the head of a unit comes before who reports to whom', () => {
    const named = people.map((one) => (one.id === 'mate' ? { ...one, headOf: ['1.2.1.'] } : one));
    expect(idsOf(only({ approver: { by: 'head-of-unit' } }, rep(), named))).toEqual(['mate']);
  });

  it('the submitter cannot choose himself, somebody else than the rule allows, or nobody', () => {
    const approver = { by: 'chosen', role: 'sales-rep' } as const;
    expect(() => only({ approver }, rep({ chosen: { a: ['rep'] } }))).toThrow(expect.objectContaining({ code: 'approval.choice_not_allowed' }));
    expect(() => only({ approver }, rep({ chosen: { a: ['head'] } }))).toThrow(expect.objectContaining({ code: 'approval.choice_not_allowed' }));
    expect(() => only({ approver })).toThrow(expect.objectContaining({ code: 'approval.choice_missing', details: expect.objectContaining({ field: 'chosen.a' }) }));
  });

  it('managers are asked in turn unless the leg says otherwise, others any of them', () => {
    expect(only({ approver: { by: 'managers', upTo: 3 } }).mode).toEqual({ kind: 'in-turn' });
    expect(only({ approver: { by: 'managers', upTo: 3 }, mode: 'all' }).mode).toEqual({ kind: 'all' });
    expect(only({ approver: { by: 'role', role: 'commercial' } }).mode).toEqual({ kind: 'any' });
  });
});

describe('where nobody is found', () => {
  const approver = { by: 'role', role: 'nobody-has-it' } as const;
  it('the fallback role is asked, the leg is skipped, or the request is refused as it is made', () => {
    expect(only({ approver })).toMatchObject({ approvers: [{ id: 'head' }], fallback: true, why: 'sales-head, because nobody else is found for "role nobody-has-it"' });
    expect(only({ approver, ifNobody: 'skip' })).toMatchObject({ approvers: [], skipped: { why: 'nobody is found for "role nobody-has-it"' } });
    expect(() => only({ approver, ifNobody: 'refuse' })).toThrow(expect.objectContaining({ code: 'approval.nobody_to_ask' }));
  });

  it('of a chain without anybody who may approve so much, nobody is', () => {
    expect(only({ approver: { by: 'managers', upToAmount: { field: 'amount', limits } } }, rep({ fields: { amount: '1000000.01' } }))).toMatchObject({ approvers: [{ id: 'head' }], fallback: true });
  });

  it('what is missing of a quorum is made up from the fallback role', () => {
    expect(only({ approver: { by: 'role', role: 'finance' }, mode: { quorum: 2 } })).toMatchObject({ approvers: [{ id: uuid }, { id: 'head' }], fallback: true, mode: { kind: 'quorum', of: 2 } });
  });
});

describe('where the requester is among them', () => {
  const east = rep({ requesterId: 'east' });
  const board = { by: 'group', group: 'board' } as const;
  it('the others are asked; his manager in his place where everybody counts', () => {
    expect(idsOf(only({ approver: board, mode: 'all' }, east))).toEqual(['lead']);
    expect(idsOf(only({ approver: board, mode: 'all', ifRequester: 'manager' }, east))).toEqual(['head', 'lead']);
    expect(idsOf(only({ approver: board, ifRequester: 'manager' }, east))).toEqual(['lead']);
  });

  it('and he alone: the fallback role, his manager, or nobody', () => {
    const asHead = rep({ requesterId: 'com-west' });
    const others = people.filter(({ id }) => id !== 'com-east');
    const approver = { by: 'role', role: 'commercial' } as const;
    expect(only({ approver }, asHead, others)).toMatchObject({ approvers: [{ id: 'head' }], fallback: true });
    expect(only({ approver, ifRequester: 'manager' }, asHead, others)).toMatchObject({ approvers: [{ id: 'head' }], fallback: false });
    expect(only({ approver, ifRequester: 'skip' }, asHead, others)).toMatchObject({ approvers: [], skipped: { why: '"role commercial" is the requester himself' } });
  });
});

describe('a policy as a whole', () => {
  it('asks nobody where its condition does not hold', () => {
    expect(route(rep(), policy({ approver: { by: 'manager-of-requester' } }, { when: { field: 'amount', op: '>', value: '60000' } }), people)).toEqual([]);
  });

  it('once-last: whoever is asked in a later leg leaves the earlier one, which is skipped where nobody is left', () => {
    const chain = approvalPolicySchema.parse({
      ...policy({ approver: { by: 'managers', upTo: 2 } }),
      legs: [
        { ...policy({ approver: { by: 'managers', upTo: 2 }, ifRepeated: 'once-last' }).legs[0], key: 'line', ladder: [{ afterWorkingHours: 8, do: 'lapse' }] },
        { ...policy({ approver: { by: 'manager-of-requester' }, ifRepeated: 'once-last' }).legs[0], key: 'boss' },
        { ...policy({ approver: { by: 'role', role: 'sales-manager' } }).legs[0], key: 'all', mode: 'all' },
      ],
    });
    expect(route(rep(), chain, people).map((leg) => [leg.key, idsOf(leg), leg.skipped?.why])).toEqual([
      ['line', [], 'all of them are asked in a later leg'],
      ['boss', [], 'all of them are asked in a later leg'],
      ['all', ['east', 'lead'], undefined],
    ]);
  });

  it('copies those it names, never the requester', () => {
    const copied = policy({ approver: { by: 'manager-of-requester' }, copies: [{ by: 'group', group: 'board' }] }, { copies: [{ on: 'requested', to: { by: 'role', role: 'sales-rep' } }, { on: 'concluded', to: { by: 'role', role: 'finance' } }] });
    expect(route(rep(), copied, people)[0]!.copies).toEqual(['east', 'lead']);
    expect([copiesOf('requested', rep(), copied, people), copiesOf('concluded', rep(), copied, people)]).toEqual([['mate'], [uuid]]);
  });

  it('climbs to the manager or to the alternate, past whom four eyes keep out, then to the fallback role', () => {
    const ladder = [{ afterWorkingHours: 4, do: 'alternate' as const }, { afterWorkingHours: 8, do: 'lapse' as const }];
    const climbing = policy({ approver: { by: 'manager-of-requester' }, ladder, alternate: { by: 'role', role: 'finance' } });
    const [leg] = route(rep(), climbing, people);
    expect(escalationOwners(leg!, ['lead'], rep(), climbing, people)).toEqual([uuid]);
    expect(escalationOwners(leg!, ['lead'], rep(), climbing, people, 'manager')).toEqual(['east']);
    expect(escalationOwners(leg!, ['lead'], rep(), climbing, people, 'manager', ['east'])).toEqual(['head']);
    expect(escalationOwners(leg!, ['lead', uuid], rep(), climbing, people)).toEqual(['head']);
  });
});
