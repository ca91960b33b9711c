import { SalesFloor } from '../installation/sales-floor';

interface Entered {
  leadId: string | null;
  status: string;
  requestId?: string;
}

// Zheng Kai, Ma Ling and Guo Tao sell, Sun Mei is their manager.
describe('a company that a colleague owns is entered under another spelling', () => {
  let floor: SalesFloor;
  let first: string;
  const enter = (name: string, companyName: string, more: object = {}) => floor.as(name).post<Entered>('/v1/leads', { poolId: floor.poolId, companyName, ...more });
  const leads = async () =>
    (await floor.as('Gao Yuan').all<{ leadId: string; companyName: string; status: string }>(`/v1/leads?pool=${floor.poolId}`)).map(({ companyName, status }) => `${companyName}: ${status}`).sort();
  /** Sun Mei answers the only request that waits. */
  const decide = async (requestId: string, outcome: string) => {
    const tasks = (await floor.as('Sun Mei').all<{ id: string; approvalId: string }>('/v1/tasks?view=mine')).filter(({ approvalId }) => approvalId === requestId);
    expect(tasks).toHaveLength(1);
    const answer = () => floor.as('Sun Mei').post<{ answer: string }>(`/v1/tasks/${tasks[0]!.id}/decide`, { outcome });
    expect(await answer()).toMatchObject({ answer: 'accepted' });
    await floor.settle();
    await expect(answer()).rejects.toMatchObject({ problem: { code: 'task.already_decided' } });
  };

  beforeAll(async () => {
    floor = await SalesFloor.open('Duplicate entry', 'North · Public sector');
    await floor.until(1, '10:00');
    first = (await enter('Zheng Kai', 'Tianqiao Harbour Dredging Ltd', { contactName: 'Anna Winter', city: 'Tianjin' })).leadId!;
    await floor.as('Zheng Kai').post(`/v1/leads/${first}/claim`);
  }, 90_000);

  it('is told that it may be here, and no more than that', async () => {
    const refusal = await enter('Ma Ling', 'TIANQIAO HARBOR DREDGING LIMITED').catch((error) => error.problem);
    expect(refusal).toMatchObject({ status: 409, code: 'lead.possible_duplicate', data: { candidates: [{ kind: 'lead', id: first, owned: true }] } });
    expect(refusal.data.candidates[0].score).toBeGreaterThan(0.55);
    expect(JSON.stringify(refusal)).not.toMatch(new RegExp(`Anna|Winter|Harbour|Dredging|Zheng|${floor.id('Zheng Kai')}`));
    await expect(enter('Ma Ling', 'TIANQIAO HARBOR DREDGING LIMITED', { onDuplicate: 'create' })).rejects.toMatchObject({ problem: { code: 'lead.duplicate_reason_missing' } });
    expect(await leads()).toEqual(['Tianqiao Harbour Dredging Ltd: owned']);
  }, 60_000);

  it('is created once the manager agrees, once', async () => {
    const asked = await enter('Ma Ling', 'TIANQIAO HARBOR DREDGING LIMITED', { onDuplicate: 'create', duplicateReason: 'The plant in Dalian, another buyer' });
    expect(asked).toMatchObject({ leadId: null, status: 'in-approval', requestId: expect.any(String) });
    await floor.settle();
    expect(await leads()).toHaveLength(1);
    await floor.until(1, '11:00');
    await decide(asked.requestId!, 'approved');
    expect(await leads()).toEqual(['TIANQIAO HARBOR DREDGING LIMITED: available', 'Tianqiao Harbour Dredging Ltd: owned']);
    const [requested, concluded] = await floor.facts('leads', asked.requestId!);
    expect([requested!.fact, concluded!.fact, concluded!.data.outcome]).toEqual(['duplicate-entry.requested', 'duplicate-entry.concluded', 'granted']);
    const second = concluded!.data.leadId as string;
    expect(await floor.as('Ma Ling').post(`/v1/leads/${second}/claim`)).toMatchObject({ ownerId: floor.id('Ma Ling') });
    expect(await floor.told('leads', second)).toEqual(['lead.captured', 'lead.claimed']);
    const listed = (await floor.as('Gao Yuan').all<{ leadId: string; other: { id: string }; reason: string }>('/v1/duplicates')).filter(({ leadId }) => leadId === second);
    expect(listed).toMatchObject([{ other: { id: first }, reason: 'The plant in Dalian, another buyer' }]);
  }, 60_000);

  it('is not when the manager does not', async () => {
    const asked = await enter('Guo Tao', 'Tianqiao Harbour Dredging Co., Ltd.', { onDuplicate: 'create', duplicateReason: 'I know them' });
    expect(asked).toMatchObject({ status: 'in-approval' });
    await floor.settle();
    await floor.until(1, '15:00');
    await decide(asked.requestId!, 'rejected');
    expect(await leads()).toHaveLength(2);
    expect((await floor.facts('leads', asked.requestId!)).map(({ fact, data }) => [fact, data.outcome, data.leadId])).toEqual([
      ['duplicate-entry.requested', undefined, undefined],
      ['duplicate-entry.concluded', 'refused', null],
    ]);
  }, 60_000);
});
