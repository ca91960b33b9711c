import { SalesFloor } from '../installation/sales-floor';

// Pan Shu sells; what he does not answer goes to Ye Qing, then to Su Ming. Tang Xin is their manager.
describe('a lead that nobody answers climbs', () => {
  let floor: SalesFloor;
  let leadId: string;
  /** Who was told of it so far, at which step, and when it was due. */
  const climbs = async () =>
    (await floor.facts('leads', leadId)).filter(({ fact }) => fact === 'lead.response-overdue').map(({ data }) => [data.step, data.recipients, data.dueAt, data.because.text]);

  beforeAll(async () => {
    const firstResponse = { workingHours: 4, managerAfterWorkingHours: 6, reassignAfterWorkingHours: 8, strategy: 'second-line' };
    floor = await SalesFloor.open('First response', 'South · Trade', { firstResponse });
    const policyId = 'south-second-line';
    const strategy = { kind: 'dedicated', people: ['Ye Qing', 'Su Ming'].map((name) => floor.id(name)) };
    await floor.enforce({ kind: 'assignment', id: policyId, rules: [{ key: 'second-line', when: { source: ['nowhere'] }, strategy }] });
    await floor.as('Gao Yuan').put(`/v1/pools/${floor.poolId}/assignment-policy`, { policyId });
  }, 90_000);

  it('day 1: claimed at 10:00, its owner is told at 15:00 and his manager at 17:00', async () => {
    await floor.until(1, '10:00');
    leadId = await floor.capture('Tang Xin', 'Luhai Conveyors');
    await floor.as('Pan Shu').post(`/v1/leads/${leadId}/claim`);
    const owner = ['first-response owner', [floor.id('Pan Shu')], floor.instant(1, '15:00'), 'no answer within 4 working hours'];
    const manager = ['first-response manager', [floor.id('Tang Xin')], floor.instant(1, '17:00'), 'no answer within 6 working hours'];
    await floor.until(1, '14:59');
    expect(await climbs()).toEqual([]);
    await floor.until(1, '15:00');
    expect(await climbs()).toEqual([owner]);
    await floor.until(1, '17:00');
    expect(await climbs()).toEqual([owner, manager]);
    expect(await floor.card(leadId)).toMatchObject({ ownerId: floor.id('Pan Shu'), next: { kind: 'respond', at: floor.instant(2, '10:00') } });
  }, 60_000);

  it('day 2, 10:00: eight working hours have gone, and a colleague has it', async () => {
    await floor.until(2, '10:00');
    const { owners } = await floor.card(leadId);
    expect(owners).toMatchObject([
      { ownerId: floor.id('Pan Shu'), from: floor.instant(1, '10:00'), until: floor.instant(2, '10:00'), endReason: 'recycled' },
      { ownerId: floor.id('Ye Qing'), acquired: 'assigned', from: floor.instant(2, '10:00'), until: null },
    ]);
    expect(await floor.told('leads', leadId)).toEqual(['lead.captured', 'lead.claimed', 'lead.response-overdue', 'lead.response-overdue', 'lead.recycled', 'lead.assigned']);
    await expect(floor.as('Pan Shu').get(`/v1/leads/${leadId}`)).rejects.toMatchObject({ problem: { status: 404 } });
  }, 60_000);

  it('day 2, 14:59: she calls in time, and it climbs no more', async () => {
    await floor.until(2, '14:59');
    await floor.as('Ye Qing').post(`/v1/leads/${leadId}/activities`, { kind: 'call', minutes: 5 });
    await floor.until(5, '18:00');
    expect(await climbs()).toHaveLength(2);
    expect(await floor.card(leadId)).toMatchObject({ ownerId: floor.id('Ye Qing'), firstAnsweredAt: floor.instant(2, '14:59'), due: { at: floor.instant(12, '18:00') } });
  }, 60_000);
});
