import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { atLocal } from '@throughline/calendar/working-time';
import { previewRoute, type RoutePreview } from '@throughline/policy/approval-preview';
import { requestFaults } from '@throughline/policy/approval-request-checks';
import type { PolicyPerson } from '@throughline/policy/people';
import { readPolicyFile } from './policy-files';

const folder = resolve(__dirname, '../../../deploy/policies/approvals');
const policies = new Map(readdirSync(folder).map((name) => readPolicyFile(join(folder, name)).approvals[0]!).map((policy) => [policy.subject, policy]));
const calendar = chinaCalendar(2026, 2026);
/** A Monday. */
const monday = atLocal(calendar, '2026-03-02', '10:00');

const person = (id: string, unitPath: string, managerId: string | null, role: string, groups: string[] = []): PolicyPerson => ({ id, name: id, roles: [role], unitPath, managerId, groups });
const company = [
  person('Li Na', '1.', null, 'sales-head'),
  person('Zhou Min', '1.2.', 'Li Na', 'sales-manager', ['pricing-board']),
  person('Gao Yan', '1.2.1.', 'Zhou Min', 'sales-manager', ['pricing-board']),
  person('Xu Bin', '1.2.1.', 'Gao Yan', 'sales-rep'),
  person('Ma Lin', '1.2.1.', 'Gao Yan', 'sales-rep'),
  person('Wu Jing', '1.', 'Li Na', 'finance', ['pricing-board']),
  person('Tang Wei', '1.', 'Wu Jing', 'finance'),
  person('He Min', '1.', 'Li Na', 'legal'),
  person('Sun Qi', '1.2.', 'Zhou Min', 'commercial'),
];

/** What Xu Bin sees before he asks. */
function asked(subject: string, fields: Record<string, string>, more: { lines?: Record<string, string>[]; chosen?: Record<string, string[]>; away?: string[] } = {}): RoutePreview {
  const policy = policies.get(subject)!;
  const { lines, chosen, away = [] } = more;
  expect(requestFaults({ fields, lines }, policy)).toEqual([]);
  const presence = { now: monday, isHere: (id: string) => !away.includes(id), standIns: [{ personId: 'Gao Yan', standInId: 'Zhou Min', from: monday, to: atLocal(calendar, '2026-03-20', '10:00'), kinds: [], upTo: null }] };
  return previewRoute({ requesterId: 'Xu Bin', fields, lines, chosen }, { policy, people: company, calendarsOf: () => [calendar], presence, amount: null });
}
/** `1 manager: Gao Yan` */
const route = ({ legs }: RoutePreview) => legs.map(({ step, key, people, skipped }) => `${step} ${key}: ${skipped ?? people.map(({ name, standsInFor }) => (standsInFor ? `${name} for ${standsInFor.name}` : name)).join(', ')}`);

describe('the example company asks', () => {
  it('for a discount: the manager, then finance and the head side by side', () => {
    expect(route(asked('discount', { percent: '10', amount: '80000' }))).toEqual(['1 manager: Gao Yan']);
    const large = asked('discount', { percent: '21', amount: '80000' }, { away: ['Gao Yan'] });
    expect(route(large)).toEqual(['1 manager: Zhou Min for Gao Yan', '2 finance: Wu Jing, Tang Wei', '2 head: Li Na']);
    // Monday 10:00, eight working hours each day: the manager until Tuesday 10:00, the head sixteen more.
    expect(large.legs.map(({ askedAt, dueAt }) => [askedAt, dueAt])).toEqual([
      [monday, atLocal(calendar, '2026-03-03', '10:00')],
      [atLocal(calendar, '2026-03-03', '10:00'), atLocal(calendar, '2026-03-04', '10:00')],
      [atLocal(calendar, '2026-03-03', '10:00'), atLocal(calendar, '2026-03-05', '10:00')],
    ]);
    expect(large.answeredBy).toEqual(atLocal(calendar, '2026-03-05', '10:00'));
  });

  it('for a price policy: commercial of the unit, and two of the pricing board where it costs much or holds long', () => {
    const fields = { change: '-3', channel: 'direct', region: 'East', validDays: '90' };
    expect(route(asked('price-policy', fields))).toEqual(['1 commercial: Sun Qi']);
    const board = ['1 commercial: Sun Qi', '2 board: Zhou Min, Gao Yan, Wu Jing'];
    const deep = asked('price-policy', { ...fields, change: '-5.01' });
    expect([route(deep), route(asked('price-policy', { ...fields, channel: 'Partner'.toLowerCase() }))]).toEqual([board, board]);
    expect(deep.legs[1]).toMatchObject({ mode: { kind: 'quorum', of: 2 }, requires: { comment: 'always' } });
    expect(deep.copies.concluded.map(({ name }) => name)).toEqual(['Zhou Min', 'Gao Yan']);
  });

  it('for an order: nobody where it is small and within the credit, else the line up to who may sign, with credit beside it', () => {
    const line = { product: 'Pump', amount: '49999', discount: '5' };
    const small = asked('order', { amount: '49999', creditUsed: '100' }, { lines: [line] });
    expect([small.legs, small.answeredBy]).toEqual([[], null]);
    expect(route(asked('order', { amount: '600000', creditUsed: '101' }, { lines: [{ ...line, discount: '15.5' }] }))).toEqual([
      '1 managers: Gao Yan, Zhou Min, Li Na', '1 credit: Wu Jing, Tang Wei', '2 prices: Sun Qi',
    ]);
    expect(route(asked('order', { amount: '49999', creditUsed: '50' }, { lines: [line, { ...line, discount: '5.1' }] }))).toEqual(['1 managers: Gao Yan']);
  });

  it('for a contract: three departments at once, each where it concerns it, then who signs', () => {
    expect(route(asked('contract', { amount: '90000', months: '12', clauses: 'standard' }))).toEqual(['1 commercial: Sun Qi']);
    const large = asked('contract', { amount: '1000000', months: '25', clauses: 'standard' });
    expect(route(large)).toEqual(['1 legal: He Min', '1 finance: Wu Jing, Tang Wei', '1 commercial: Sun Qi', '2 signatory: Li Na']);
    expect(large.legs[3]!.requires.signature).toBe(true);
    expect(large.copies.concluded.map(({ name }) => name)).toEqual(['Gao Yan']);
  });

  it('for an expense: whoever may spend so much, and finance for entertaining by the sum of its lines', () => {
    const lines = [{ category: 'travel', amount: '18000' }, { category: 'entertainment', amount: '1200' }, { category: 'entertainment', amount: '800.01' }];
    expect(route(asked('expense', { amount: '20000.01', purpose: 'Fair' }, { lines }))).toEqual(['1 line: Li Na', '2 entertainment: Wu Jing, Tang Wei']);
    expect(route(asked('expense', { amount: '19200', purpose: 'Fair' }, { lines: lines.slice(0, 2) }))).toEqual(['1 line: Gao Yan']);
  });

  it('for more time for a lead: the manager, and the head of the unit for a long or a second one', () => {
    expect(route(asked('extension', { days: '10', granted: '0' }))).toEqual(['1 manager: Gao Yan']);
    expect(route(asked('extension', { days: '5', granted: '1' }))).toEqual(['1 manager: Gao Yan', '2 region: Gao Yan']);
  });

  it('for a registration: the desk of the unit within 48 working hours, then half of the managers where there may be a conflict', () => {
    const { legs } = asked('registration', { value: '300000', partner: 'Delta', conflict: 'possible' });
    expect(legs.map(({ key, people, mode }) => [key, people.map(({ name }) => name), mode])).toEqual([
      ['channel', ['Gao Yan'], { kind: 'any' }],
      ['conflict', ['Zhou Min', 'Gao Yan'], { kind: 'ratio', percent: 50 }],
    ]);
    // Six working days of eight hours after Monday 10:00.
    expect(legs[0]!.onSilence.at(-1)).toEqual({ do: 'reject', at: atLocal(calendar, '2026-03-10', '10:00') });
  });

  it('for a write-off: two of finance and the manager, and the head\'s signature for much; a small one only the manager', () => {
    const large = asked('write-off', { amount: '100000.01', cause: 'insolvent', overdueDays: '200' });
    expect(route(large)).toEqual(['1 finance: Wu Jing, Tang Wei', '1 manager: Gao Yan', '2 head: Li Na']);
    expect(large.legs.map(({ mode }) => mode)).toEqual([{ kind: 'quorum', of: 2 }, { kind: 'any' }, { kind: 'any' }]);
    expect(route(asked('write-off', { amount: '100', cause: 'small', overdueDays: '400' }))).toEqual(['1 manager: Gao Yan']);
  });

  it('for leave: whom he names to stand in, then his manager, or for long all managers up to the head', () => {
    const leave = { days: '5', from: '2026-04-07', to: '2026-04-13', sort: 'holiday' };
    const short = asked('leave', leave, { chosen: { stand_in: ['Ma Lin'] } });
    expect(route(short)).toEqual(['1 stand_in: Ma Lin', '2 manager: Gao Yan']);
    expect(short.legs[1]!.onSilence.at(-1)!.do).toBe('approve');
    expect(route(asked('leave', { ...leave, days: '10.5', sort: 'parental' }, { chosen: { stand_in: ['Ma Lin'] } }))).toEqual(['1 stand_in: Ma Lin', '2 line: Gao Yan, Zhou Min, Li Na']);
    expect(route(asked('leave', { ...leave, sort: 'sick' }))).toEqual(['2 manager: Gao Yan']);
    expect(() => asked('leave', leave)).toThrow(expect.objectContaining({ code: 'approval.choice_missing' }));
    expect(() => asked('leave', leave, { chosen: { stand_in: ['Xu Bin'] } })).toThrow(expect.objectContaining({ code: 'approval.choice_not_allowed' }));
  });
});
