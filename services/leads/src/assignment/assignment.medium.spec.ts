import type { Principal } from '@throughline/access/principal';
import { AcceptLeadCommand } from '../accept-lead/accept-lead.command';
import { AssignLeadCommand } from '../assign-lead/assign-lead.command';
import { AssignLeadsCommand } from '../assign-leads/assign-leads.command';
import { AssignmentViews } from '../assignment-views/assignment.views';
import { DeclineLeadCommand } from '../decline-lead/decline-lead.command';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { RecordActivityCommand } from '../record-activity/record-activity.command';
import { ReleaseLeadCommand } from '../release-lead/release-lead.command';
import { assignBy, away, clockAt, onShift, ownerOf } from './assignment.fixture';

// Two cores may be shared with other suites.
jest.setTimeout(60_000);

const at = (time: string): Date => new Date(`${time}+08:00`);
let service: LeadsOnPostgres;
let head: Principal;
let manager: Principal;
let ann: Principal;
let bob: Principal;
let cyd: Principal;
const nameOf = (personId: string | null) => ({ [ann.personId]: 'ann', [bob.personId]: 'bob', [cyd.personId]: 'cyd', [manager.personId]: 'manager' })[personId!] ?? 'pool';
const owner = async (leadId: string) => nameOf(await ownerOf(service, leadId));
const decline = (leadId: string, by: Principal, reason?: string) => service.get(DeclineLeadCommand).execute({ leadId, reason }, by);
const latest = async (leadId: string) => (await service.get(AssignmentViews).ofLead(leadId, { limit: 50 }, head)).items;

beforeEach(async () => {
  // A Wednesday, 10:00 in Shanghai.
  service = await LeadsOnPostgres.start({ now: day0 });
  head = await service.person('sales-head', '1.');
  manager = await service.person('sales-manager', '1.1.');
  [ann, bob, cyd] = [await service.person('sales-rep', '1.1.1.', manager.personId), await service.person('sales-rep', '1.1.1.', manager.personId), await service.person('sales-rep', '1.1.2.', manager.personId)];
});
afterEach(() => service.stop());

/** The desk asks ann, then bob, then cyd. */
const desk = (more: object = {}) => ({ start: 'on-arrival', answer: { withinWorkingHours: 4 }, rules: [{ key: 'desk', strategy: { kind: 'dedicated', people: [ann.personId, bob.personId, cyd.personId] } }], ...more });

describe('a lead that comes in', () => {
  it('is given out by the clock, with the decision, its candidates and why not', async () => {
    await assignBy(service, head, desk());
    await away(service, ann, '2026-03-20T00:00:00Z', '2026-03-27T00:00:00+08:00');
    await service.database.truncate();
    const leadId = await service.lead(head);
    expect(await service.database.facts()).toEqual(['lead.captured', 'clock.poked']);
    expect(await clockAt(service, day0)).toEqual({ reminded: 0, ended: 1, next: { at: '2026-03-25T07:00:00.000Z' } });
    expect(await owner(leadId)).toBe('bob');
    const [decision] = await latest(leadId);
    expect(decision).toMatchObject({
      rule: 'desk', strategy: 'dedicated', chosen: bob.personId, because: 'dedicated', decidedBy: 'system:lead-assignment', considered: 3,
      candidates: [{ personId: bob.personId, place: 1 }, { personId: cyd.personId, place: 2 }, { personId: ann.personId, whyNot: 'absent until 2026-03-27T01:00:00.000Z' }],
    });
    const assigned = (await service.database.events()).find(({ type }) => type.includes('lead.assigned'))!;
    // Four working hours of his, the lunch hour not among them.
    expect(assigned.payload).toMatchObject({ leadId, ownerId: bob.personId, strategy: 'dedicated', assignmentId: decision!.assignmentId, answerBy: '2026-03-25T07:00:00.000Z' });
  });

  it('waits where the policy is for requests only, or where there is none', async () => {
    const before = await service.lead(head);
    await assignBy(service, head, desk({ start: 'on-request' }));
    const after = await service.lead(head);
    expect(await clockAt(service, day0)).toMatchObject({ ended: 0, next: { at: null } });
    expect([await owner(before), await owner(after)]).toEqual(['pool', 'pool']);
    expect(await service.get(AssignLeadsCommand).execute({ poolId: service.poolId, strategy: 'policy', count: 9 }, head)).toMatchObject({ assigned: 2, left: [] });
  });

  it('on Friday evening waits for Monday morning, a night shift takes it at night', async () => {
    await assignBy(service, head, desk());
    await service.database.setNow(at('2026-03-27T18:30:00'));
    const [friday, night] = [await service.lead(head), await service.lead(head)];
    expect(await clockAt(service, at('2026-03-27T18:30:00'))).toMatchObject({ ended: 0, next: { at: '2026-03-30T01:00:00.000Z' } });
    expect((await latest(friday))[0]).toMatchObject({ chosen: null, because: 'nobody can take it' });
    await service.get(AssignLeadCommand).execute({ leadId: night, ownerId: cyd.personId }, manager);
    expect(await clockAt(service, at('2026-03-30T09:00:00'))).toMatchObject({ ended: 1 });
    expect([await owner(friday), await owner(night)]).toEqual(['ann', 'cyd']);
    // The look in vain is forgotten with it.
    expect((await latest(friday)).map(({ chosen }) => chosen)).toEqual([ann.personId]);
    await onShift(service, cyd, 'night', [{ from: '20:00', to: '24:00' }]);
    await service.database.setNow(at('2026-03-30T21:00:00'));
    const late = await service.lead(head);
    await clockAt(service, at('2026-03-30T21:00:00'));
    // So is the one that Ann has not answered all day.
    expect([await owner(late), await owner(friday)]).toEqual(['cyd', 'cyd']);
  });

  it('goes to whoever has the company', async () => {
    await assignBy(service, head, { start: 'on-arrival', rules: [{ key: 'r', stickyByCompany: true, strategy: { kind: 'least-loaded', among: {} } }] });
    const first = await service.lead(head, { companyName: 'Harbour Cranes', email: 'a@cranes.example' });
    await service.get(AssignLeadCommand).execute({ leadId: first, ownerId: cyd.personId }, manager);
    const second = await service.lead(head, { companyName: 'Blue Lighthouse Logistics', email: 'b@cranes.example' });
    await clockAt(service, day0);
    expect(await owner(second)).toBe('cyd');
    expect((await latest(second))[0]).toMatchObject({ because: 'has this company already' });
  });
});

describe('an answer', () => {
  let leadId: string;
  beforeEach(async () => {
    await assignBy(service, head, desk());
    leadId = await service.lead(head);
    await clockAt(service, day0);
    await service.database.truncate();
  });

  it('no: the next in line gets it, the reason is kept, and each is asked once', async () => {
    expect(await decline(leadId, ann, 'not my branch')).toEqual({ leadId, next: 'handed-on', lookAgainAt: null });
    expect(await owner(leadId)).toBe('bob');
    expect(await service.database.facts()).toEqual(['lead.declined', 'lead.assigned']);
    const [declined, assigned] = await service.database.events();
    expect(declined!.payload).toMatchObject({ lastOwnerId: ann.personId, reason: 'not my branch' });
    expect(Number(assigned!.headers.ce_sequence)).toBe(Number(declined!.headers.ce_sequence) + 1);
    await expect(decline(leadId, ann)).rejects.toMatchObject({ code: 'lead.not_found' });
    await decline(leadId, bob);
    expect(await decline(leadId, cyd)).toEqual({ leadId, next: 'in-pool', lookAgainAt: null });
    expect(await owner(leadId)).toBe('pool');
    const periods = await service.database.query('SELECT owner_id, end_reason FROM ownership ORDER BY id');
    expect(periods.map(({ owner_id: id, end_reason: why }) => [nameOf(id), why])).toEqual([['ann', 'declined'], ['bob', 'declined'], ['cyd', 'declined']]);
    expect((await latest(leadId))[0]!.candidates.map(({ whyNot }) => whyNot)).toEqual(['declined', 'declined', 'declined']);
    expect(await clockAt(service, at('2026-03-25T17:00:00'))).toEqual({ reminded: 0, ended: 0, next: { at: null } });
  });

  it('none: handed on at the end of the working time, each owner in turn', async () => {
    expect(await clockAt(service, at('2026-03-25T14:59:59'))).toMatchObject({ ended: 0 });
    expect(await clockAt(service, at('2026-03-25T15:00:00'))).toEqual({ reminded: 0, ended: 1, next: { at: '2026-03-26T02:00:00.000Z' } });
    expect(await owner(leadId)).toBe('bob');
    expect(await service.database.facts()).toEqual(['lead.answer-missed', 'lead.assigned']);
    expect((await latest(leadId))[0]).toMatchObject({ because: 'dedicated, after no answer in time' });
    await clockAt(service, at('2026-03-26T10:00:00'));
    expect(await owner(leadId)).toBe('cyd');
    await clockAt(service, at('2026-03-26T15:00:00'));
    expect(await owner(leadId)).toBe('pool');
  });

  it('counts until the end of the time only, whether or not the clock has acted', async () => {
    await service.database.setNow(at('2026-03-25T15:00:00'));
    await expect(decline(leadId, ann)).rejects.toMatchObject({ code: 'lead.answer_time_over' });
    await expect(service.get(AcceptLeadCommand).execute({ leadId }, ann)).rejects.toMatchObject({ code: 'lead.answer_time_over' });
  });

  it('yes: it stays, and there is nothing left to decline', async () => {
    expect(await service.get(AcceptLeadCommand).execute({ leadId }, ann)).toMatchObject({ ownerId: ann.personId, status: 'owned' });
    expect(await service.database.facts()).toEqual(['lead.accepted']);
    await expect(decline(leadId, ann)).rejects.toMatchObject({ code: 'lead.nothing_to_answer' });
    expect(await clockAt(service, at('2026-03-26T15:00:00'))).toMatchObject({ ended: 0, next: { at: null } });
    expect(await owner(leadId)).toBe('ann');
  });

  it('is also given by working on the lead', async () => {
    await service.get(RecordActivityCommand).execute({ leadId, kind: 'call', minutes: 4 }, ann);
    await clockAt(service, at('2026-03-25T15:00:00'));
    expect(await owner(leadId)).toBe('ann');
    expect(await service.database.query('SELECT answer FROM assignment_offer')).toEqual([{ answer: 'acted' }]);
  });

  it('is not asked for any more when the lead went another way', async () => {
    await service.get(AssignLeadCommand).execute({ leadId, ownerId: cyd.personId }, manager);
    await expect(decline(leadId, cyd)).rejects.toMatchObject({ code: 'lead.nothing_to_answer' });
    await clockAt(service, at('2026-03-25T15:00:00'));
    expect(await owner(leadId)).toBe('cyd');
    expect(await service.database.query('SELECT answer FROM assignment_offer')).toEqual([{ answer: 'void' }]);
  });

  it('of a lead that was released and assigned again is asked of the first once more', async () => {
    await decline(leadId, ann);
    await service.get(ReleaseLeadCommand).execute({ leadId }, bob);
    await service.get(AssignLeadsCommand).execute({ poolId: service.poolId, strategy: 'policy', leadIds: [leadId] }, head);
    expect(await owner(leadId)).toBe('ann');
  });

  it('twice in the same moment: one counts', async () => {
    const answers = await Promise.allSettled([decline(leadId, ann), decline(leadId, ann), decline(leadId, ann), service.get(AcceptLeadCommand).execute({ leadId }, ann)]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const facts = await service.database.facts();
    expect([['lead.accepted'], ['lead.declined', 'lead.assigned']]).toContainEqual(facts);
  });

  it('is not for somebody else to give', async () => {
    await expect(decline(leadId, bob)).rejects.toMatchObject({ code: 'lead.not_found' });
  });
});

describe('when nobody is left', () => {
  it('the manager of the last who was asked gets it, where the policy says so', async () => {
    await assignBy(service, head, desk({ answer: { withinWorkingHours: 4, whenNobodyIsLeft: 'manager' }, rules: [{ key: 'desk', strategy: { kind: 'dedicated', people: [ann.personId] } }] }));
    const leadId = await service.lead(head);
    await clockAt(service, day0);
    await service.database.truncate();
    await decline(leadId, ann);
    expect(await owner(leadId)).toBe('manager');
    expect((await service.database.events()).at(-1)!.payload).toMatchObject({ ownerId: manager.personId, strategy: 'manager', because: 'nobody is left in line' });
    expect(await clockAt(service, at('2026-03-25T18:00:00'))).toMatchObject({ ended: 0, next: { at: null } });
  });

  it('but somebody will be at work again, it waits for him and not for those who have passed it on', async () => {
    await assignBy(service, head, desk());
    await away(service, bob, '2026-03-25T00:00:00+08:00', '2026-03-26T00:00:00+08:00');
    await away(service, cyd, '2026-03-25T00:00:00+08:00', '2026-03-28T00:00:00+08:00');
    const leadId = await service.lead(head);
    await clockAt(service, day0);
    expect(await decline(leadId, ann)).toEqual({ leadId, next: 'waiting', lookAgainAt: '2026-03-26T01:00:00.000Z' });
    await clockAt(service, at('2026-03-26T09:00:00'));
    expect(await owner(leadId)).toBe('bob');
  });
});

describe('the policy of a pool', () => {
  it('is named, and then asked for', async () => {
    const execute = () => service.get(AssignLeadsCommand).execute({ poolId: service.poolId, strategy: 'policy', count: 1 }, head);
    await expect(execute()).rejects.toMatchObject({ code: 'pool.no_assignment_policy' });
    await assignBy(service, head, desk());
    expect((await service.database.facts()).at(-1)).toBe('pool.assignment-set');
    await expect(execute()).resolves.toMatchObject({ assigned: 0 });
  });

  it('sends each business type its way', async () => {
    const rules = [
      { key: 'direct', when: { source: ['list'] }, strategy: { kind: 'named-list', list: [{ companies: [{ name: 'Acme Ltd' }], people: [bob.personId] }] } },
      { key: 'channel', when: { source: ['partner'] }, strategy: { kind: 'by-region', regions: [{ key: 'south', in: { city: ['Shenzhen'] }, among: { unit: '1.1.2.' } }] } },
      { key: 'events', when: { campaign: ['Fair'] }, strategy: { kind: 'dedicated', people: [ann.personId] } },
    ];
    await assignBy(service, head, { start: 'on-arrival', rules });
    const direct = await service.lead(head, { source: 'list', companyName: 'ACME' });
    const channel = await service.lead(head, { source: 'partner', city: 'Shenzhen' });
    const events = await service.lead(head, { campaign: 'Fair' });
    const none = await service.lead(head, { source: 'web' });
    await clockAt(service, day0);
    expect([await owner(direct), await owner(channel), await owner(events), await owner(none)]).toEqual(['bob', 'cyd', 'ann', 'pool']);
    expect((await latest(none))[0]).toMatchObject({ rule: null, because: 'no rule fits this lead' });
  });
});
