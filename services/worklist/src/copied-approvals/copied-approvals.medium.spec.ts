import type { Principal } from '@throughline/access/principal';
import { Stories } from '@throughline/temporal/stories';
import { ServiceOverHttp } from '@throughline/testing/service-over-http';
import { v7 as uuidv7 } from 'uuid';
import { layPolicy } from '../approval-policy.fixture';
import { ConcludeApprovalCommand } from '../conclude-approval/conclude-approval.command';
import { OpenApprovalCommand } from '../open-approval/open-approval.command';
import { worklistControllers } from '../worklist.controllers';
import { WorklistOnPostgres } from '../worklist.fixture';
import { worklistOverStories, worklistProviders } from '../worklist.providers';

let worklist: WorklistOnPostgres;
let http: ServiceOverHttp;
beforeAll(async () => {
  worklist = await WorklistOnPostgres.start();
  const providers = [{ provide: Stories, useValue: worklist.stories }, ...worklistProviders, ...worklistOverStories];
  http = await ServiceOverHttp.start({ service: 'worklist', database: worklist.database, controllers: worklistControllers, providers });
  const { manager, finance, legal, other, rep, head } = worklist;
  http.signIn(manager, finance, legal, other, rep, head);
  const person = ({ personId }: Principal) => ({ by: 'person' as const, personId });
  const leg = { when: { always: true as const }, dueWorkingHours: 8, ladder: [{ afterWorkingHours: 80, do: 'lapse' as const }] };
  await layPolicy(worklist.database, 'travel', [
    { ...leg, key: 'manager', label: 'Manager', approver: person(manager), copies: [person(other), person(rep)] },
    { ...leg, key: 'head', label: 'Head', approver: person(head), copies: [person(other)] },
  ], { copies: [{ on: 'requested', to: person(legal) }, { on: 'concluded', to: person(legal) }, { on: 'concluded', to: person(other) }] });
});
afterAll(async () => {
  await http?.stop();
  await worklist?.stop();
});

const requested = async () => {
  const requestId = uuidv7();
  await worklist.get(OpenApprovalCommand).execute({ requestId, kind: 'travel', subjectId: uuidv7(), dealId: null, requesterId: worklist.rep.personId, orgPath: '1.1.1.', ask: 'Trade fair', figures: {}, amount: null, fields: {} });
  return requestId;
};
const get = (path: string, by: Principal) => http.send('GET', path, by);
const copied = async (by: Principal) => (await get('/v1/approvals?view=copied', by)).body.items.map(({ id }: { id: string }) => id);
const told = async (approvalId: string) =>
  Object.fromEntries(await Promise.all((['legal', 'other', 'rep', 'manager'] as const).map(async (who) => [who, (await get('/v1/notices?kind=copied', worklist[who])).body.items.filter((one: { approvalId: string }) => one.approvalId === approvalId).length])));

it('tells whom the rules name when it is requested, when a leg is decided and when it ends, each once, and nobody of what failed', async () => {
  const { manager, head, legal, other, finance } = worklist;
  const id = await requested();
  expect(await told(id)).toEqual({ legal: 1, other: 0, rep: 0, manager: 0 });
  expect((await get(`/v1/approvals/${id}`, other)).status).toBe(404);
  await worklist.record((await worklist.nextLeg(id)).taskId, manager, 'approved');
  // Who asked for it is told how it ended, not how far it is.
  expect(await told(id)).toEqual({ legal: 1, other: 1, rep: 0, manager: 0 });
  const second = await worklist.nextLeg(id);
  const last = () => worklist.record(second.taskId, head, 'approved');
  await expect(worklist.database.transactions.run(async () => { await last(); throw new Error('after all'); })).rejects.toThrow('after all');
  expect(await told(id)).toEqual({ legal: 1, other: 1, rep: 0, manager: 0 });
  await Promise.all([last(), last()]);
  await worklist.get(ConcludeApprovalCommand).execute({ requestId: id, outcome: 'granted' });
  expect(await told(id)).toEqual({ legal: 2, other: 3, rep: 0, manager: 0 });
  expect([await copied(legal), await copied(other), await copied(finance)]).toEqual([[id], [id], []]);
  const facts = await worklist.database.query(`SELECT data ->> 'on' AS "on", data ->> 'leg' AS leg FROM audit WHERE aggregate_id = $1 AND type = 'throughline.approval.copied.v1' ORDER BY sequence`, [id]);
  expect(facts).toEqual([{ on: 'requested', leg: null }, { on: 'decided', leg: 'manager' }, { on: 'decided', leg: 'head' }, { on: 'concluded', leg: null }]);
});

it('lets them read the request and nothing more, and counts what they were told of beside the other lists', async () => {
  const { legal } = worklist;
  const id = await requested();
  const { taskId } = await worklist.nextLeg(id);
  expect([(await get(`/v1/approvals/${id}`, legal)).body.ask, (await get(`/v1/tasks/${taskId}`, legal)).status]).toEqual(['Trade fair', 404]);
  expect((await http.send('POST', `/v1/tasks/${taskId}/decide`, legal, { outcome: 'approved' })).status).toBe(404);
  expect((await http.send('POST', `/v1/approvals/${id}/withdraw`, legal)).status).toBe(403);
  const counted = async () => (await get('/v1/tasks', legal)).body.counts;
  const before = await counted();
  const newest = await requested();
  expect(await counted()).toEqual({ ...before, copied: before.copied + 1 });
  const first = (await get('/v1/approvals?limit=1', legal)).body;
  const rest = (await get(`/v1/approvals?limit=50&cursor=${first.next}`, legal)).body;
  expect([first.items[0].id, rest.items.length, rest.next]).toEqual([newest, before.copied, undefined]);
  expect(first.items[0]).toEqual({ id: newest, kind: 'travel', ask: 'Trade fair', amount: null, requester: { id: worklist.rep.personId, name: 'Rep' }, status: 'open', requestedAt: expect.any(String), concludedAt: null, copiedAt: expect.any(String) });
});
