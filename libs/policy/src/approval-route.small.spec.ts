import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { atLocal } from '@throughline/calendar/working-time';
import fc from 'fast-check';
import { holds } from './approval-condition';
import { idsOf } from './approval-leg';
import { legMoments, nextLadderMoment } from './approval-moments';
import { nextLeg } from './approval-outcome';
import { approvalPolicySchema } from './approval-policy';
import { escalationOwners, route } from './approval-route';
import { discountApprovalPolicy as policy } from './default-policies';
import type { PolicyPerson } from './people';

const china = chinaCalendar(2026, 2026);
const at = (day: string, time: string): Date => atLocal(china, day, time);
const person = (id: string, roles: string[], managerId?: string): PolicyPerson => ({ id, name: id, roles, unitPath: '1.', managerId: managerId ?? null });
const people = [
  person('rep', ['sales-rep'], 'manager'),
  person('manager', ['sales-manager'], 'director'),
  person('director', ['sales-manager'], 'head'),
  person('head', ['sales-head']),
  person('fin-1', ['finance']),
  person('fin-2', ['finance']),
];
const asked = (percent: string, requesterId = 'rep', who = people): string[][] =>
  route({ requesterId, fields: { percent } }, policy, who).map(idsOf);

describe('the route of a discount request', () => {
  it('of up to ten per cent asks the manager', () => {
    expect(asked('10')).toEqual([['manager']]);
    expect(asked('10.00')).toEqual([['manager']]);
  });

  it('of more asks the manager, then finance', () => {
    expect(asked('10.01')).toEqual([['manager'], ['fin-1', 'fin-2']]);
  });

  it('never asks the requester', () => {
    expect(asked('15', 'fin-1', [...people.slice(0, 4), person('fin-1', ['finance'], 'fin-2'), person('fin-2', ['finance'])])).toEqual([['fin-2'], ['fin-2']]);
  });

  it('falls back to a role where nobody is found, and says so', () => {
    const [leg] = route({ requesterId: 'fin-1', fields: { percent: '5' } }, policy, people);
    expect(leg).toMatchObject({ approvers: [{ id: 'head' }], fallback: true, why: expect.stringContaining('nobody else') });
  });

  it('cannot be made where even the fallback role is the requester alone', () => {
    expect(() => asked('5', 'head')).toThrow(expect.objectContaining({ code: 'approval.nobody_to_ask' }));
  });

  it('law: nobody is asked about his own request, at no step and after no escalation', () => {
    const anybody = fc.constantFrom(...people.map(({ id }) => id));
    fc.assert(
      fc.property(fc.array(fc.tuple(anybody, anybody), { maxLength: 6 }), anybody, fc.constantFrom('5', '12'), (managers, requesterId, percent) => {
        // Managers at random, circles included; a second head so that somebody is always left.
        const who = [...people, person('head-2', ['sales-head'])].map((one) => ({ ...one, managerId: managers.find(([id]) => id === one.id)?.[1] ?? one.managerId ?? null }));
        for (const leg of route({ requesterId, fields: { percent } }, policy, who)) {
          let all = idsOf(leg);
          expect(all.length).toBeGreaterThan(0);
          for (let next = all; next.length > 0; next = escalationOwners(leg, all, requesterId, policy, who)) all = [...new Set([...all, ...next])];
          expect(all).not.toContain(requesterId);
        }
      }),
    );
  });
});

describe('the legs in turn', () => {
  const legs = route({ requesterId: 'rep', fields: { percent: '15' } }, policy, people);

  it('are asked one after the other until all approve', () => {
    expect(nextLeg(legs, [])).toMatchObject({ kind: 'ask', no: 1, leg: { key: 'manager' } });
    expect(nextLeg(legs, [{ legKey: 'manager', outcome: 'approved' }])).toMatchObject({ kind: 'ask', no: 2, leg: { key: 'finance' } });
    expect(nextLeg(legs, [{ legKey: 'manager', outcome: 'approved' }, { legKey: 'finance', outcome: 'approved' }])).toEqual({ kind: 'concluded', outcome: 'granted' });
  });

  it.each([['rejected', 'refused'], ['returned', 'returned'], ['lapsed', 'lapsed']] as const)('end with the first answer that is %s', (outcome, concluded) => {
    expect(nextLeg(legs, [{ legKey: 'manager', outcome }])).toEqual({ kind: 'concluded', outcome: concluded });
  });
});

describe('a silent leg', () => {
  const [leg] = route({ requesterId: 'rep', fields: { percent: '5' } }, policy, people);
  const moment = (done: number) => nextLadderMoment({ askedAt: at('2026-03-06', '16:00'), leg: leg!, done }, [china]);

  it('is reminded after four working hours, climbs after eight, lapses after five working days', () => {
    expect(moment(0)).toMatchObject({ do: 'remind', at: at('2026-03-09', '11:00') });
    expect(moment(1)).toMatchObject({ do: 'manager', at: at('2026-03-09', '16:00') });
    expect(moment(2)).toMatchObject({ do: 'lapse', at: at('2026-03-13', '16:00') });
    expect(moment(3)).toBeUndefined();
    expect(legMoments(at('2026-03-06', '16:00'), leg!, policy, [china]).dueAt).toEqual(at('2026-03-09', '16:00'));
  });

  it('runs by the calendar of whoever is asked; of several each has all of his time', () => {
    // Made up: the Monday is worked in Shanghai and off in the other.
    const off = { ...china, id: 'off', exceptions: { ...china.exceptions, '2026-03-09': { kind: 'off' as const, name: 'Founders’ day' } } };
    const due = (calendars: typeof china[]) => legMoments(at('2026-03-06', '16:00'), leg!, policy, calendars);
    expect(due([off])).toMatchObject({ dueAt: at('2026-03-10', '16:00'), remindAt: at('2026-03-10', '11:00'), lapseAt: at('2026-03-16', '16:00') });
    expect(due([china, off])).toEqual(due([off]));
    expect(due([off, china])).toEqual(due([off]));
  });

  it('climbs the line one step at a time, past the requester, then to the fallback role, then to nobody', () => {
    expect(escalationOwners(leg!, ['manager'], 'rep', policy, people)).toEqual(['director']);
    expect(escalationOwners(leg!, ['manager'], 'director', policy, people)).toEqual(['head']);
    expect(escalationOwners(leg!, ['fin-1'], 'rep', policy, people)).toEqual(['head']);
    expect(escalationOwners(leg!, ['manager', 'director', 'head'], 'rep', policy, people)).toEqual([]);
  });
});

describe('conditions', () => {
  it.each([
    ['>', '10', '10.0000', false],
    ['>', '10', '10.0001', true],
    ['>=', '10', '10.00', true],
    ['<', '0.3', '0.30', false],
    ['<=', '999999999999999', '999999999999998.9999', true],
    ['=', '0.3', '0.300', true],
  ] as const)('amount %s %s for %s is %s, by decimals', (op, value, given, expected) => {
    expect(holds({ field: 'amount', op, value }, { fields: { amount: given } })).toBe(expected);
  });

  it('fail for a field that is not there, and hold together', () => {
    expect(holds({ field: 'margin', op: '<', value: '5' }, { fields: { percent: '12' } })).toBe(false);
    expect(holds({ all: [{ field: 'percent', op: '>', value: '10' }, { field: 'amount', op: '>', value: '100' }] }, { fields: { percent: '12', amount: '90' } })).toBe(false);
    expect(holds({ always: true }, { fields: {} })).toBe(true);
  });

  it('are refused with a number in place of text, and a reminder after the escalation too', () => {
    const [leg] = policy.legs;
    expect(approvalPolicySchema.safeParse({ ...policy, legs: [{ ...leg, when: { field: 'percent', op: '>', value: 10 } }] }).success).toBe(false);
    expect(approvalPolicySchema.safeParse({ ...policy, legs: [{ ...leg, remindAfterWorkingHours: 9 }] }).success).toBe(false);
  });
});
