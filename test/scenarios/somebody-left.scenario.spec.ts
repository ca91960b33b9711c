import { openPoolPolicy } from '@throughline/policy/default-policies';
import { gateway } from '../installation/company';
import { SalesFloor } from '../installation/sales-floor';

const rules = {
  clock: { ...openPoolPolicy.clock, maximumDays: 40 },
  extension: { times: 1, days: 7 },
  reminders: [{ daysBefore: 1, recipients: ['owner'] }],
};

// Qian Hui manages He Qiang and Yao Yue, and sells herself; Shen Lan is the director above her; Hao Ran is the administrator.
describe('a sales manager leaves in the middle of everything', () => {
  let floor: SalesFloor;
  let hers: string;
  let account: string;
  let his: string;
  let requestId: string;
  const ask = async (name: string, leadId: string) =>
    (await floor.as(name).post<{ requestId: string }>(`/v1/leads/${leadId}/extension-requests`, { reason: 'They decide next month' })).requestId;
  let next: string;
  const setActive = (name: string, active: boolean) => floor.as('Hao Ran').put<{ active: boolean }>(`/v1/people/${floor.id(name)}/active`, { active });
  const hours = (calendarKey: string | null) => floor.as('Hao Ran').put(`/v1/people/${floor.id('Shen Lan')}/calendar`, { calendarKey });
  const signIn = () =>
    fetch(`${gateway()}/v1/sandbox/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ personId: floor.id('Qian Hui') }) });

  beforeAll(async () => {
    floor = await SalesFloor.open('Somebody left', 'East · Trade', rules);
  }, 90_000);
  // The other specs have the company as it was seeded.
  afterAll(() => Promise.all([...['Qian Hui', 'Yao Yue'].map((name) => setActive(name, true)), hours(null)]));

  it('day 1: she owns a lead and a customer, and one of her people a lead', async () => {
    await floor.until(1, '10:00');
    [hers, his] = [await floor.capture('Qian Hui', 'Dongtai Looms'), await floor.capture('Qian Hui', 'Xiangyang Cables')];
    await floor.as('Qian Hui').post(`/v1/leads/${hers}/claim`);
    await floor.as('He Qiang').post(`/v1/leads/${his}/claim`);
    account = (await floor.as('Qian Hui').post<{ accountId: string }>('/v1/accounts', { name: 'Songhe Shipyards' })).accountId;
  }, 60_000);

  it('day 4: he asks for more time, and she takes the task on her desk', async () => {
    await floor.until(4, '10:00');
    requestId = await ask('He Qiang', his);
    await floor.settle();
    const [task] = await floor.desk('Qian Hui', his);
    await floor.as('Qian Hui').post(`/v1/tasks/${task!.id}/claim`);
    expect(await floor.desk('Shen Lan', his)).toEqual([]);
  }, 60_000);

  it('day 4, 10:30: she has left; all that was hers is the director’s, the task as well', async () => {
    await floor.until(4, '10:30');
    expect(await setActive('Qian Hui', false)).toMatchObject({ active: false });
    await floor.settle();
    expect((await signIn()).status).toBe(404);
    const periods = (await floor.card(hers)).owners;
    expect(periods).toMatchObject([
      { ownerId: floor.id('Qian Hui'), until: floor.instant(4, '10:30'), endReason: 'handed-over' },
      { ownerId: floor.id('Shen Lan'), acquired: 'assigned', from: floor.instant(4, '10:30'), until: null },
    ]);
    expect(await floor.card(hers)).toMatchObject({ protectedUntil: floor.instant(14, '18:00') });
    expect(await floor.told('leads', hers)).toEqual(['lead.captured', 'lead.claimed', 'lead.assigned']);
    expect(await floor.as('Shen Lan').get(`/v1/accounts/${account}`)).toMatchObject({ owners: expect.arrayContaining([expect.objectContaining({ ownerId: floor.id('Shen Lan') })]) });
    expect(await floor.desk('Shen Lan', his)).toMatchObject([{ kind: 'approval', why: 'manager of the requester, who has left', actualOwner: null }]);
    expect(await floor.card(his)).toMatchObject({ ownerId: floor.id('He Qiang') });
  }, 60_000);

  it('day 4, 11:00: the director decides in her place, and the lead has its seven days', async () => {
    await floor.until(4, '11:00');
    const [task] = await floor.desk('Shen Lan', his);
    expect(await floor.as('Shen Lan').post(`/v1/tasks/${task!.id}/decide`, { outcome: 'approved' })).toMatchObject({ answer: 'accepted' });
    await floor.settle();
    expect(await floor.as('He Qiang').get(`/v1/approvals/${requestId}`)).toMatchObject({ status: 'granted', route: [{ decidedBy: { name: 'Shen Lan' } }] });
    expect((await floor.card(his)).due).toMatchObject({ at: floor.instant(18, '18:00'), because: { rule: 'extension' } });
    expect(await floor.told('worklist', task!.id)).toEqual(['task.assigned', 'task.claimed', 'task.rerouted', 'task.decided']);
  }, 60_000);

  it('day 5: whoever asks from now on asks the director', async () => {
    await floor.until(5, '10:00');
    next = await floor.capture('Shen Lan', 'Baiyun Kilns');
    await floor.as('Yao Yue').post(`/v1/leads/${next}/claim`);
    await ask('Yao Yue', next);
    await floor.settle();
    expect(await floor.desk('Shen Lan', next)).toMatchObject([{ why: 'manager of the requester' }]);
  }, 60_000);

  it('day 5, noon: her hours become others, and the task that waits for her is counted anew; its story hears of it', async () => {
    await floor.until(5, '12:00');
    const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [{ from: '08:00', to: '20:00' }]]));
    await floor.as('Hao Ran').put('/v1/calendars/no-lunch', { name: 'Without lunch', shifts: true, calendar: { zone: 'Asia/Shanghai', week, exceptions: {}, publishedUntil: '2036-12-31' } });
    const [task] = await floor.desk('Shen Lan', next);
    expect(await floor.told('worklist', task!.id)).toEqual(['task.assigned']);
    await hours('no-lunch');
    await floor.settle();
    // Four hours without an hour for lunch: she is reminded at two, not at three.
    await floor.until(5, '14:30');
    expect(await floor.told('worklist', task!.id)).toEqual(['task.assigned', 'task.recounted', 'task.reminded']);
    await hours(null);
    await floor.until(5, '17:00');
    expect(await floor.told('worklist', task!.id)).toEqual(['task.assigned', 'task.recounted', 'task.reminded', 'task.recounted']);
  }, 60_000);

  it('day 8: he who asked leaves as well; his lead passes by the one who left before him, and the answer comes too late for it', async () => {
    await floor.until(8, '10:00');
    await setActive('Yao Yue', false);
    await floor.settle();
    const { owners, due } = await floor.card(next);
    expect(owners.map(({ ownerId, endReason }) => [ownerId, endReason])).toEqual([[floor.id('Yao Yue'), 'handed-over'], [floor.id('Shen Lan'), null]]);
    expect(due).toMatchObject({ at: floor.instant(18, '18:00'), because: { rule: 'quiet' } });
    const [task] = await floor.desk('Shen Lan', next);
    expect(await floor.as('Shen Lan').post(`/v1/tasks/${task!.id}/decide`, { outcome: 'approved' })).toMatchObject({ answer: 'accepted' });
    await floor.settle();
    expect((await floor.card(next)).due).toEqual(due);
    expect(await floor.told('leads', next)).toEqual(['lead.captured', 'lead.claimed', 'lead.extension-requested', 'lead.assigned']);
  }, 60_000);
});
