import { openPoolPolicy } from '@throughline/policy/default-policies';
import { SalesFloor } from '../installation/sales-floor';

const rules = {
  clock: { ...openPoolPolicy.clock, maximumDays: 40 },
  extension: { times: 1, days: 7 },
  exempt: [{ while: 'in-approval' }],
  reminders: [{ daysBefore: 1, recipients: ['owner'] }],
};

// Lin Fang, Hu Jing and Chen Bo sell, Xu Peng is their manager, Shen Lan the director above him.
describe('three owners ask for more time; their manager grants it to one, refuses it to the other, and says nothing to the third', () => {
  let floor: SalesFloor;
  let granted: string;
  let refused: string;
  let unheard: string;
  const requests = new Map<string, string>();
  const ask = (name: string, leadId: string) =>
    floor.as(name).post<{ requestId: string; days: number; protectedUntil: string | null }>(`/v1/leads/${leadId}/extension-requests`, { reason: 'They decide next month' });
  const decide = (name: string, taskId: string, outcome: string) => floor.as(name).post<{ answer: string }>(`/v1/tasks/${taskId}/decide`, { outcome });
  const due = async (leadId: string) => (await floor.card(leadId)).due;

  beforeAll(async () => {
    floor = await SalesFloor.open('More time', 'East · Industry', rules, 3);
  }, 90_000);

  it('day 1: each claims a lead, protected to day 11', async () => {
    await floor.until(1, '10:00');
    [granted, refused, unheard] = [await floor.capture('Xu Peng', 'Qinghe Compressors'), await floor.capture('Xu Peng', 'Baota Ladders'), await floor.capture('Xu Peng', 'Wuling Valves')];
    await floor.as('Lin Fang').post(`/v1/leads/${granted}/claim`);
    await floor.as('Hu Jing').post(`/v1/leads/${refused}/claim`);
    await floor.as('Chen Bo').post(`/v1/leads/${unheard}/claim`);
    for (const leadId of [granted, refused, unheard]) expect(await due(leadId)).toMatchObject({ at: floor.instant(11, '18:00'), because: { rule: 'quiet' }, exemption: null });
  }, 60_000);

  it('day 8: all ask; the clocks stand still, and nobody but their manager is asked', async () => {
    await floor.until(8, '10:00');
    for (const [name, leadId] of [['Lin Fang', granted], ['Hu Jing', refused], ['Chen Bo', unheard]] as const) {
      const asked = await ask(name, leadId);
      expect(asked).toMatchObject({ days: 7, protectedUntil: null });
      requests.set(leadId, asked.requestId);
      await expect(ask(name, leadId)).rejects.toMatchObject({ problem: { status: 409, code: 'lead.extension_asked', data: { requestId: asked.requestId } } });
      expect(await due(leadId)).toMatchObject({ at: null, exemption: 'in-approval' });
    }
    await floor.settle();
    expect((await floor.desk('Xu Peng', granted, refused, unheard)).map(({ kind, subjectId, why }) => [kind, subjectId, why]).sort()).toEqual(
      [granted, refused, unheard].sort().map((leadId) => ['approval', leadId, 'manager of the requester']),
    );
    for (const name of ['Lin Fang', 'Hu Jing', 'Chen Bo', 'Shen Lan', 'Gao Yuan']) expect(await floor.desk(name, granted, refused, unheard)).toEqual([]);
  }, 60_000);

  it('day 8, 11:00: he says yes to one and no to the other, and nobody else can', async () => {
    await floor.until(8, '11:00');
    const tasks = await floor.desk('Xu Peng', granted, refused);
    const [yes, no] = [granted, refused].map((leadId) => tasks.find(({ subjectId }) => subjectId === leadId)!.id);
    await expect(decide('Lin Fang', yes!, 'approved')).rejects.toMatchObject({ problem: { status: 403, code: 'task.not_yours' } });
    expect(await decide('Xu Peng', yes!, 'approved')).toMatchObject({ answer: 'accepted' });
    expect(await decide('Xu Peng', no!, 'rejected')).toMatchObject({ answer: 'accepted' });
    await expect(decide('Xu Peng', no!, 'approved')).rejects.toMatchObject({ problem: { status: 409, code: 'task.already_decided' } });
    await floor.settle();
    expect(await floor.as('Lin Fang').get(`/v1/approvals/${requests.get(granted)}`)).toMatchObject({ status: 'granted', route: [{ decidedBy: { name: 'Xu Peng' } }] });
    expect(await floor.as('Hu Jing').get(`/v1/approvals/${requests.get(refused)}`)).toMatchObject({ status: 'refused' });
    const because = { rule: 'extension', text: `extended by 7 calendar days from ${floor.day(11)}` };
    expect(await due(granted)).toMatchObject({ at: floor.instant(18, '18:00'), because, exemption: null });
    expect(await due(refused)).toMatchObject({ at: floor.instant(11, '18:00'), because: { rule: 'quiet' }, exemption: null });
    await expect(ask('Lin Fang', granted)).rejects.toMatchObject({ problem: { code: 'lead.not_extendable', data: { reason: 'used-up' } } });
  }, 60_000);

  it('day 9: eight working hours of silence, and the director is asked as well; day 11: the refused one goes back', async () => {
    await floor.until(9, '09:59');
    expect(await floor.desk('Shen Lan', unheard)).toEqual([]);
    await floor.until(9, '10:00');
    const [task] = await floor.desk('Shen Lan', unheard);
    expect(await floor.desk('Xu Peng', unheard)).toEqual([task]);
    expect(await floor.told('worklist', task!.id)).toEqual(['task.assigned', 'task.reminded', 'task.escalated']);
    await floor.until(11, '17:59');
    expect([(await floor.card(granted)).status, (await floor.card(refused)).status]).toEqual(['owned', 'owned']);
    await floor.until(11, '18:00');
    expect((await floor.card(refused)).status).toBe('available');
  }, 60_000);

  it('day 15: five working days without an answer are one; the clock runs again, and takes nothing before its reminder has had its day', async () => {
    await floor.until(15, '09:59');
    expect(await floor.card(unheard)).toMatchObject({ status: 'owned', due: { at: null, exemption: 'in-approval' } });
    await floor.until(15, '10:00');
    expect(await floor.as('Chen Bo').get(`/v1/approvals/${requests.get(unheard)}`)).toMatchObject({ status: 'lapsed', concludedAt: floor.instant(15, '10:00') });
    expect(await floor.desk('Shen Lan', unheard)).toEqual([]);
    expect(await floor.card(unheard)).toMatchObject({ status: 'owned', next: { kind: 'recycle', at: floor.instant(16, '18:00'), because: { rule: 'late-reminder' } } });
    await floor.until(16, '17:59');
    expect((await floor.card(unheard)).status).toBe('owned');
    await floor.until(16, '18:00');
    expect((await floor.card(unheard)).owners).toMatchObject([{ ownerId: floor.id('Chen Bo'), until: floor.instant(16, '18:00'), endReason: 'recycled' }]);
  }, 60_000);

  it('day 18 takes the granted one; each went the same way, at its own moment', async () => {
    await floor.until(18, '17:59');
    expect([(await floor.card(granted)).status, (await floor.card(refused)).status]).toEqual(['owned', 'available']);
    await floor.until(18, '18:00');
    const path = ['lead.captured', 'lead.claimed', 'lead.extension-requested', 'lead.extension-concluded', 'lead.recycle-warned', 'lead.recycled'];
    for (const [leadId, name, day] of [[granted, 'Lin Fang', 18], [refused, 'Hu Jing', 11], [unheard, 'Chen Bo', 16]] as const) {
      expect(await floor.told('leads', leadId)).toEqual(path);
      expect((await floor.card(leadId)).owners).toMatchObject([{ ownerId: floor.id(name), from: floor.instant(1, '10:00'), until: floor.instant(day, '18:00'), endReason: 'recycled' }]);
    }
  }, 60_000);
});
