import { SalesFloor } from '../installation/sales-floor';

interface Decided {
  decidedAt: string;
  decidedBy: string;
  chosen: string | null;
  because: string;
  rule: string;
  policy: { id: string; version: number };
  candidates: { personId: string; place?: number; whyNot?: string }[];
}

// The desk asks Liang Chao, then Xie Dan, then Deng Fei; Luo Jun is their manager.
describe('leads are given out as they come in, and handed on until somebody takes them', () => {
  let floor: SalesFloor;
  let leadId: string;
  const names = ['Liang Chao', 'Xie Dan', 'Deng Fei'];
  const nameOf = (personId: string | null) => names.find((name) => floor.id(name) === personId) ?? null;
  const owner = async (id: string) => nameOf((await floor.card(id)).ownerId);
  /** The oldest first. */
  const log = async (id: string) => (await floor.as('Luo Jun').all<Decided>(`/v1/leads/${id}/assignments`)).reverse();
  const candidates = (decided: Decided) => decided.candidates.map(({ personId, place, whyNot }) => `${nameOf(personId)}: ${place ?? whyNot}`);

  beforeAll(async () => {
    floor = await SalesFloor.open('Assignment on arrival', 'South · Industry');
    const policyId = 'south-desk';
    const strategy = { kind: 'dedicated', people: names.map((name) => floor.id(name)) };
    await floor.enforce({ kind: 'assignment', id: policyId, start: 'on-arrival', answer: { withinWorkingHours: 4 }, rules: [{ key: 'desk', strategy }] });
    await floor.as('Gao Yuan').put(`/v1/pools/${floor.poolId}/assignment-policy`, { policyId });
  }, 90_000);

  it('day 1, 10:00: a lead comes in and is the first one’s before anybody asks', async () => {
    await floor.until(1, '10:00');
    leadId = await floor.capture('Gao Yuan', 'Nanhe Turbines');
    await floor.settle();
    expect((await floor.card(leadId)).owners).toMatchObject([{ ownerId: floor.id('Liang Chao'), acquired: 'assigned', from: floor.instant(1, '10:00'), until: null }]);
    const [, assigned] = await floor.facts('leads', leadId);
    // Four working hours of his, noon to one not among them.
    expect(assigned).toMatchObject({ fact: 'lead.assigned', data: { strategy: 'dedicated', answerBy: floor.instant(1, '15:00') } });
  }, 60_000);

  it('15:00: he has not answered, and the next has it', async () => {
    await floor.until(1, '14:59');
    expect(await owner(leadId)).toBe('Liang Chao');
    await floor.until(1, '15:00');
    expect(await owner(leadId)).toBe('Xie Dan');
    await expect(floor.as('Liang Chao').post(`/v1/leads/${leadId}/accept`)).rejects.toMatchObject({ problem: { code: 'lead.not_found' } });
  }, 60_000);

  it('16:00: she declines, and the third has it and takes it', async () => {
    await floor.until(1, '16:00');
    expect(await floor.as('Xie Dan').post(`/v1/leads/${leadId}/decline`, { reason: 'Not my branch' })).toEqual({ leadId, next: 'handed-on', lookAgainAt: null });
    expect(await owner(leadId)).toBe('Deng Fei');
    expect(await floor.as('Deng Fei').post(`/v1/leads/${leadId}/accept`)).toMatchObject({ ownerId: floor.id('Deng Fei') });
    await floor.until(3, '18:00');
    expect(await owner(leadId)).toBe('Deng Fei');
    expect(await floor.told('leads', leadId)).toEqual([
      'lead.captured', 'lead.assigned', 'lead.answer-missed', 'lead.assigned', 'lead.declined', 'lead.assigned', 'lead.accepted',
    ]);
  }, 60_000);

  it('the log names every decision, who was considered, and why not', async () => {
    const decided = await log(leadId);
    expect(decided.map(({ decidedAt, chosen, rule, policy }) => [decidedAt, nameOf(chosen), rule, policy.id, policy.version])).toEqual([
      [floor.instant(1, '10:00'), 'Liang Chao', 'desk', 'south-desk', 1],
      [floor.instant(1, '15:00'), 'Xie Dan', 'desk', 'south-desk', 1],
      [floor.instant(1, '16:00'), 'Deng Fei', 'desk', 'south-desk', 1],
    ]);
    expect(decided.map(candidates)).toEqual([
      ['Liang Chao: 1', 'Xie Dan: 2', 'Deng Fei: 3'],
      ['Xie Dan: 1', 'Deng Fei: 2', 'Liang Chao: no answer'],
      ['Deng Fei: 1', 'Liang Chao: no answer', 'Xie Dan: declined'],
    ]);
  }, 60_000);

  it('day 4: who is away is passed over, and the log says until when', async () => {
    await floor.as('Liang Chao').post(`/v1/people/${floor.id('Liang Chao')}/absences`, { from: floor.day(4), to: floor.day(5), kind: 'holiday' });
    await floor.until(4, '10:00');
    const later = await floor.capture('Gao Yuan', 'Wenshan Bearings');
    await floor.settle();
    expect(await owner(later)).toBe('Xie Dan');
    expect((await log(later)).map(candidates)).toEqual([['Xie Dan: 1', 'Deng Fei: 2', `Liang Chao: absent until ${floor.instant(8, '09:00')}`]]);
    await floor.as('Xie Dan').post(`/v1/leads/${later}/accept`);
  }, 60_000);
});
