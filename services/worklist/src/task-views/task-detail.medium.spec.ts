import { ConcludeApprovalCommand } from '../conclude-approval/conclude-approval.command';
import { WorklistOnPostgres } from '../worklist.fixture';
import { WorklistOverHttp } from '../worklist-http.fixture';

describe('what a person reads before he decides', () => {
  let worklist: WorklistOnPostgres;
  let http: WorklistOverHttp;
  beforeAll(async () => {
    worklist = await WorklistOnPostgres.start();
    http = await WorklistOverHttp.start(worklist);
  });
  afterAll(async () => {
    await http.stop();
    await worklist.stop();
  });

  it('has the rule, the figures it turns on, who decided before and who is next', async () => {
    const requestId = await worklist.requested('15');
    const first = await worklist.nextLeg(requestId);
    const { body: managers } = await http.send('GET', `/v1/tasks/${first.taskId}`, worklist.manager);
    expect(managers).toMatchObject({
      ask: '15 % for Harbour Cranes', requester: { name: 'Rep' }, rule: { approver: { by: 'manager-of-requester' }, standIn: null, when: null, condition: null, policy: { id: 'discount', version: 1 } }, decidedBefore: [], sinceApproved: null,
      turnsOn: [{ field: 'percent', value: '15', test: 'percent > 10', condition: { field: 'percent', op: '>', value: '10' }, not: false, leg: 'Finance', met: true }], next: { leg: 'manager', people: [{ name: 'Manager' }] },
    });
    expect(managers.route.map(({ key, status }: any) => [key, status])).toEqual([['manager', 'asked'], ['finance', 'waiting']]);
    await worklist.record(first.taskId, worklist.manager, 'approved');
    const second = await worklist.nextLeg(requestId);
    const { status, body } = await http.send('GET', `/v1/tasks/${second.taskId}`, worklist.finance);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { rule: { when: 'percent > 10' }, decidedBefore: [{ outcome: 'approved', by: { name: 'Manager' } }], next: { leg: 'finance', people: [{ name: 'Finance' }] } },
    });
    expect(await http.send('GET', `/v1/tasks/${second.taskId}`, worklist.legal)).toMatchObject({ status: 404, body: { code: 'task.not_found' } });
  });

  it('says what is different from what was approved last for the same deal', async () => {
    const deal = '0199d000-0000-7000-8003-000000000001';
    const granted = await worklist.requested('8', worklist.rep.personId, deal);
    await worklist.record((await worklist.nextLeg(granted)).taskId, worklist.manager, 'approved');
    await worklist.get(ConcludeApprovalCommand).execute({ requestId: granted, outcome: 'granted' });
    // Refused ones in between are not what it is held against.
    const refused = await worklist.requested('9', worklist.rep.personId, deal);
    await worklist.record((await worklist.nextLeg(refused)).taskId, worklist.manager, 'rejected');
    await worklist.get(ConcludeApprovalCommand).execute({ requestId: refused, outcome: 'refused' });
    const { taskId } = await worklist.nextLeg(await worklist.requested('12', worklist.rep.personId, deal));
    const { body } = await http.send('GET', `/v1/tasks/${taskId}`, worklist.manager);
    expect(body.sinceApproved).toMatchObject({ changes: [{ field: 'percent', before: '8', after: '12' }] });
  });

  it('lists what I wait for with who has it, filtered by kind, due and text; each list has its count', async () => {
    const { taskId } = await worklist.nextLeg(await worklist.requested('5', worklist.other.personId));
    const waiting = (query: string) => http.send('GET', `/v1/tasks?view=waiting${query}`, worklist.other);
    const { body } = await waiting('');
    expect(body.items).toMatchObject([{ id: taskId, potentialOwners: [{ name: 'Manager' }] }]);
    expect(body.counts).toMatchObject({ mine: 0, team: 0, waiting: 1, done: 0 });
    const ids = async (query: string) => (await waiting(query)).body.items.map(({ id }: any) => id);
    expect(await ids('&kind=approval&text=HARBOUR&dueBefore=2026-04-01T00:00:00Z')).toEqual([taskId]);
    expect([await ids('&kind=review'), await ids('&text=5_%25'), await ids('&dueBefore=2026-03-02T02:00:00Z')]).toEqual([[], [], []]);
    expect(await waiting('&text=')).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    expect((await http.send('GET', '/v1/tasks', worklist.manager)).body.counts.team).toBe(0);
    expect((await http.send('GET', '/v1/tasks?view=team', worklist.head)).body.items.map(({ id }: any) => id)).toContain(taskId);
  });
});
