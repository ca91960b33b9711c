import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { v7 as uuidv7 } from 'uuid';
import { AddVersion } from '../add-version/add-version.command';
import { ContractsOnPostgres, monday } from '../contracts.fixture';
import { ContractTimelineViews } from '../timeline-views/contract-timeline.views';
import { RecordLeg } from '../record-leg/record-leg.command';
import { RequestReview } from '../request-review/request-review.command';
import { ReviewLegs } from '../review-legs/review-legs.command';
import { CompleteReview } from './complete-review.command';

describe('the review of a contract', () => {
  let service: ContractsOnPostgres;
  beforeAll(async () => void (service = await ContractsOnPostgres.start()));
  afterAll(() => service.stop());
  beforeEach(() => service.database.truncate());

  const open = async (contractId: string, version: number) => (await service.get(ReviewLegs).execute({ contractId, version })).map(({ leg }) => leg);

  it('asks all three legs first, with a task that the requester may not answer', async () => {
    const contractId = await service.drafted();
    await service.get(RequestReview).execute({ contractId }, service.owner);
    const legs = await service.get(ReviewLegs).execute({ contractId, version: 1 });
    expect(legs.map(({ leg, task }) => [leg, task.role])).toEqual([['legal', 'legal'], ['finance', 'finance'], ['commercial', 'commercial']]);
    expect(legs[0]!.task).toMatchObject({ notBy: [service.owner.personId], subjectType: 'contract', subjectId: contractId, figures: { version: 1 } });
  });

  it('cannot be approved without every leg, and then is approved once', async () => {
    const contractId = await service.drafted();
    await service.get(RequestReview).execute({ contractId }, service.owner);
    const complete = () => service.get(CompleteReview).execute({ contractId, version: 1, outcome: 'approved' });
    const answer = (leg: string) => service.get(RecordLeg).execute({ contractId, version: 1, leg, outcome: 'approved', by: service.legal.personId });
    await answer('legal');
    await expect(complete()).rejects.toMatchObject({ code: 'contract.review_incomplete', details: { data: { missing: ['finance', 'commercial'] } } });
    await answer('finance');
    await answer('commercial');
    expect(await Promise.all([complete(), complete()])).toEqual(expect.arrayContaining([{ completed: true }, { completed: false }]));
    expect((await service.read(contractId)).status).toBe('approved');
  });

  it('keeps the first answer of a leg when two come at once', async () => {
    const contractId = await service.drafted();
    await service.get(RequestReview).execute({ contractId }, service.owner);
    const answer = (outcome: 'approved' | 'returned') => service.get(RecordLeg).execute({ contractId, version: 1, leg: 'legal', outcome, by: service.legal.personId });
    const both = await Promise.all([answer('approved'), answer('returned')]);
    expect(both.filter(({ recorded }) => recorded)).toHaveLength(1);
    expect((await service.database.facts()).filter((fact) => fact === 'contract.leg-decided')).toHaveLength(1);
  });

  it('returns it to its author, who must write a new version; only touched or unapproved legs look again', async () => {
    const contractId = await service.drafted();
    await service.get(RequestReview).execute({ contractId }, service.owner);
    const leg = (name: string, outcome: 'approved' | 'returned') => service.get(RecordLeg).execute({ contractId, version: 1, leg: name, outcome, by: service.legal.personId });
    await leg('legal', 'approved');
    await leg('finance', 'approved');
    await leg('commercial', 'returned');
    await service.get(CompleteReview).execute({ contractId, version: 1, outcome: 'returned', reason: 'commercial returned it' });
    expect(await service.read(contractId)).toMatchObject({ status: 'returned', reason: 'commercial returned it' });

    await expect(service.get(RequestReview).execute({ contractId }, service.owner)).rejects.toMatchObject({ code: 'contract.new_version_needed' });
    await service.get(AddVersion).execute({ contractId, amount: { amount: '88000.00', currency: 'CNY' } }, service.owner);
    expect(await open(contractId, 2)).toEqual(['finance', 'commercial']);
    await service.reviewed(contractId, 'approved', ['finance', 'commercial']);
    expect((await service.read(contractId)).status).toBe('approved');
    expect(await service.database.facts()).toEqual([
      'contract.drafted', 'contract.review-requested', 'contract.leg-decided', 'contract.leg-decided', 'contract.leg-decided', 'contract.review-completed',
      'contract.version-added', 'contract.review-requested', 'contract.leg-decided', 'contract.leg-decided', 'contract.review-completed',
    ]);
    const numbers = (await service.database.events()).map(({ headers }) => Number(headers.ce_sequence));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it('lets one of two authors write the next version', async () => {
    const contractId = await service.drafted();
    const seen = (await service.read(contractId)).version;
    const write = (amount: string) => service.get(AddVersion).execute({ contractId, amount: { amount, currency: 'CNY' }, ifVersion: seen }, service.owner);
    const both = await Promise.allSettled([write('1.00'), write('2.00')]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'concurrency.version_mismatch' } });
    expect((await service.read(contractId)).versions.map(({ no, changed }) => [no, changed])).toEqual([[1, ['terms', 'amount', 'clauses']], [2, ['amount']]]);
  });

  it('refuses a version that changes nothing, another currency, and one under review', async () => {
    const contractId = await service.drafted();
    const add = (change: object) => service.get(AddVersion).execute({ contractId, ...change }, service.owner);
    await expect(add({})).rejects.toMatchObject({ code: 'contract.nothing_changed' });
    await expect(add({ amount: { amount: '5.00', currency: 'EUR' } })).rejects.toMatchObject({ code: 'contract.amount_invalid' });
    await service.get(RequestReview).execute({ contractId }, service.owner);
    await expect(add({ body: 'Other.' })).rejects.toMatchObject({ code: 'contract.not_possible_now' });
  });

  it('shows where each leg stands, by when it has to answer, and what is ahead of the deal', async () => {
    const contractId = await service.drafted();
    const { dealId, review } = await service.read(contractId);
    expect(review).toBeNull();
    await service.get(RequestReview).execute({ contractId }, service.owner);
    const leg = (name: string, outcome: 'approved' | 'returned') => service.get(RecordLeg).execute({ contractId, version: 1, leg: name, outcome, by: service.legal.personId });
    await leg('legal', 'approved');
    await leg('finance', 'returned');
    const told = async () => (await service.read(contractId)).review!.legs.map(({ leg: key, status, late, decision }) => [key, status, late, decision?.version ?? null]);
    expect(await told()).toEqual([['legal', 'approved', false, 1], ['finance', 'returned', false, 1], ['commercial', 'open', false, null]]);
    // Who has the role works in Riyadh, where it was five when he was asked: his eight hours end at six in the evening there.
    const riyadh = { ...chinaCalendar(2026, 2027), id: 'riyadh', zone: 'Asia/Riyadh' };
    await service.database.query('INSERT INTO known_calendar (id, version, calendar) VALUES ($1, 1, $2)', [riyadh.id, riyadh]);
    await service.database.query(`INSERT INTO known_person (id, name, roles, unit_path, active, version, calendar_key) VALUES ($1, 'Sami', '{commercial}', '1.7.', true, 1, 'riyadh')`, [uuidv7()]);
    const { dueAt, remindAt } = (await service.read(contractId)).review!.legs[2]!;
    expect(remindAt).toBe('2026-03-02T15:00:00.000Z');
    const timeline = (by = service.owner) => service.get(ContractTimelineViews).ofDeal({ dealId, limit: 50 }, by);
    const { items, ahead } = await timeline();
    expect(items.map(({ what }) => what)).toEqual(['contract.leg-decided', 'contract.leg-decided', 'contract.review-requested', 'contract.drafted']);
    expect(ahead).toEqual([expect.objectContaining({ at: dueAt, what: 'contract.review-due', data: { leg: 'commercial', label: 'Commercial', version: 1 } })]);
    expect(await timeline({ ...service.owner, personId: contractId })).toMatchObject({ items: [], ahead: [], processes: [] });

    await service.database.setNow(new Date(dueAt!));
    expect((await told())[2]).toEqual(['commercial', 'open', true, null]);
    await service.database.setNow(monday);
    await service.get(CompleteReview).execute({ contractId, version: 1, outcome: 'returned', reason: 'finance returned it' });
    await service.get(AddVersion).execute({ contractId, body: 'Other clauses' }, service.owner);
    await service.get(RequestReview).execute({ contractId }, service.owner);
    // Finance looks after amounts and terms, and never approved; legal looks after clauses.
    expect(await told()).toEqual([['legal', 'open', false, null], ['finance', 'open', false, null], ['commercial', 'open', false, null]]);
  });
});
