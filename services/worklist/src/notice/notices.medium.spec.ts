import { Stories } from '@throughline/temporal/stories';
import { ServiceOverHttp } from '@throughline/testing/service-over-http';
import { noticesControllers } from '../notices.providers';
import { noticeWords } from '../notice-delivery/notice-words';
import { WorklistOnPostgres } from '../worklist.fixture';
import { worklistOverStories, worklistProviders } from '../worklist.providers';
import { ConcludeApprovalCommand } from '../conclude-approval/conclude-approval.command';
import { RecordDelegationCommand } from '../record-delegation/record-delegation.command';
import { RemindTaskCommand } from '../remind-task/remind-task.command';

let worklist: WorklistOnPostgres;
let http: ServiceOverHttp;
beforeAll(async () => {
  worklist = await WorklistOnPostgres.start();
  const providers = [{ provide: Stories, useValue: worklist.stories }, ...worklistProviders, ...worklistOverStories];
  http = await ServiceOverHttp.start({ service: 'worklist', database: worklist.database, controllers: noticesControllers, providers });
  http.signIn(worklist.rep, worklist.manager, worklist.legal, worklist.other);
});
afterAll(async () => {
  await http?.stop();
  await worklist?.stop();
});
beforeEach(() => worklist.database.query('DELETE FROM notice'));

type Who = 'rep' | 'manager' | 'legal' | 'other';
const notices = async (who: Who, query = '') => (await http.send('GET', `/v1/notices${query}`, worklist[who])).body;
const kinds = async (who: Who): Promise<string[]> => (await notices(who)).items.map(({ kind }: { kind: string }) => kind).sort();
const everybody = ['rep', 'manager', 'legal', 'other'] as const;
const told = async () => Object.fromEntries(await Promise.all(everybody.map(async (who) => [who, await kinds(who)])));

it('tells each what is his, in the transaction of the fact, and nobody what is not', async () => {
  const { taskId } = await worklist.open();
  expect((await notices('legal')).items).toEqual([
    { id: expect.any(String), kind: 'waiting', type: 'throughline.task.assigned.v1', taskId, approvalId: null, ask: 'Review contract C-1', said: null, at: expect.any(String), readAt: null },
  ]);
  await worklist.get(RemindTaskCommand).execute(taskId);
  await worklist.get(RecordDelegationCommand).execute({ taskId, from: worklist.legal.personId, to: worklist.other.personId, key: 'hand-on' });
  expect(await told()).toEqual({ rep: [], manager: [], legal: ['reminder', 'waiting'], other: ['waiting'] });
});

it('tells whoever asked how it ended, with what was said', async () => {
  const requestId = await worklist.requested('5');
  const { taskId } = await worklist.nextLeg(requestId);
  await worklist.record(taskId, worklist.manager, 'rejected');
  await worklist.get(ConcludeApprovalCommand).execute({ requestId, outcome: 'refused' } as never);
  const { items } = await notices('rep', '?kind=decided');
  expect(items).toEqual([expect.objectContaining({ kind: 'decided', type: 'throughline.approval.refused.v1', approvalId: requestId, ask: '5 % for Harbour Cranes' })]);
  expect((await told()).manager).toEqual(['waiting']);
});

it('keeps neither the fact nor its notices when the transaction fails', async () => {
  const failing = worklist.database.transactions.run(async () => {
    await worklist.open();
    throw new Error('after all');
  });
  await expect(failing).rejects.toThrow('after all');
  expect(await told()).toEqual({ rep: [], manager: [], legal: [], other: [] });
});

it('counts what is unread, pages, and marks what is one\'s own', async () => {
  for (let n = 0; n < 3; n += 1) await worklist.open();
  const first = await notices('legal', '?limit=2');
  const second = await notices('legal', `?limit=2&cursor=${first.next}`);
  expect([first.items.length, second.items.length, first.unread, second.next]).toEqual([2, 1, 3, undefined]);
  const ids = first.items.map(({ id }: { id: string }) => id);
  const mark = async (who: Who, body: object) => (await http.send('POST', '/v1/notices/read', worklist[who], body)).body;
  expect(await mark('other', { ids })).toEqual({ marked: 0 });
  expect([await mark('legal', { ids }), await mark('legal', { ids })]).toEqual([{ marked: 2 }, { marked: 0 }]);
  const unread = await notices('legal', '?unread=true');
  expect([unread.unread, unread.items.map(({ id }: { id: string }) => id)]).toEqual([1, [second.items[0].id]]);
  expect(await mark('legal', { upTo: second.items[0].at })).toEqual({ marked: 1 });
  expect((await notices('legal')).unread).toBe(0);
  expect((await http.send('POST', '/v1/notices/read', worklist.legal, {})).status).toBe(400);
});

it('has words in both languages for every fact that people are told of, and for no other', async () => {
  const facts = (await worklist.database.query('SELECT type FROM notice_rule')).map(({ type }) => type).sort();
  for (const language of ['zh', 'en'] as const) expect(Object.keys(noticeWords[language].facts).sort()).toEqual(facts);
});
