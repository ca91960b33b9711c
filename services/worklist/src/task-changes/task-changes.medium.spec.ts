import { OutboxBell } from '@throughline/messaging/outbox-bell';
import { Stories } from '@throughline/temporal/stories';
import { eventually } from '@throughline/testing/eventually';
import { ServiceOverHttp } from '@throughline/testing/service-over-http';
import { worklistControllers } from '../worklist.controllers';
import { WorklistOnPostgres } from '../worklist.fixture';
import { worklistOverStories, worklistProviders } from '../worklist.providers';
import { ClaimTaskCommand } from '../claim-task/claim-task.command';
import { mostStreams } from './change-streams';
import { SseReader } from './sse-reader.fixture';

let worklist: WorklistOnPostgres;
/** Two instances of the service: that one in whose process commands run here, and another that hears of them by the database only. */
let near: ServiceOverHttp;
let far: ServiceOverHttp;
const open: SseReader[] = [];

beforeAll(async () => {
  worklist = await WorklistOnPostgres.start();
  const { database, stories } = worklist;
  const providers = [{ provide: Stories, useValue: stories }, ...worklistProviders, ...worklistOverStories];
  const instance = (bell: OutboxBell) =>
    ServiceOverHttp.start({ service: 'worklist', database, controllers: worklistControllers, providers: [{ provide: OutboxBell, useValue: bell }, ...providers] });
  [near, far] = await Promise.all([instance(database.bell), instance(new OutboxBell())]);
  for (const one of [near, far]) one.signIn(worklist.rep, worklist.manager, worklist.finance, worklist.legal, worklist.other);
});
afterEach(() => {
  for (const reader of open.splice(0)) reader.leave();
});
afterAll(async () => {
  await Promise.all([near?.stop(), far?.stop()]);
  await worklist?.stop();
});

async function listen(by: { personId: string }, { at = near, lastId, query = '' }: { at?: ServiceOverHttp; lastId?: string; query?: string } = {}): Promise<SseReader> {
  const reader = await SseReader.open(`${at.origin}/v1/tasks/changes${query}`, by.personId, lastId);
  open.push(reader);
  return reader;
}
/** Opens a review for legal. */
const review = () => worklist.open();

it('tells at once, in every instance, those whose lists changed and nobody else, and how many they hold', async () => {
  const [here, there, stranger] = await Promise.all([listen(worklist.legal), listen(worklist.legal, { at: far }), listen(worklist.finance)]);
  expect([here.status, here.headers.get('content-type'), here.headers.get('cache-control')]).toEqual([200, 'text/event-stream', 'no-cache, no-transform']);
  await eventually(() => here.heard.length > 0);
  const before = here.heard[0]!.data.mine;
  const { taskId } = await review();
  await Promise.all([here.told(1), there.told(1)]);
  expect(here.tasks).toEqual([{ taskId, change: 'added', lists: ['mine'], left: [] }]);
  expect(there.tasks).toEqual(here.tasks);
  await worklist.record(taskId, worklist.legal, 'approved');
  await Promise.all([here.told(2), there.told(2)]);
  expect(here.tasks[1]).toEqual({ taskId, change: 'decided', lists: ['done'], left: ['mine'] });
  await eventually(() => here.heard.filter(({ event }) => event === 'counts').at(-1)!.data.mine === before);
  expect([stranger.tasks, stranger.heard.map(({ event }) => event)]).toEqual([[], ['counts']]);
});

it('tells the requester of the answer that ends his request', async () => {
  const requester = await listen(worklist.rep);
  const { taskId } = await worklist.nextLeg(await worklist.requested());
  await requester.told(1);
  await worklist.record(taskId, worklist.manager, 'rejected');
  await requester.told(2);
  expect(requester.tasks).toEqual([{ taskId, change: 'added', lists: ['waiting'], left: [] }, { taskId, change: 'decided', lists: [], left: ['waiting'] }]);
});

it('tells who comes back what he missed, all of it and nothing twice, also in the other instance', async () => {
  const first = await listen(worklist.legal);
  const one = await review();
  await first.told(1);
  first.leave();
  const [two, three] = [await review(), await review()];
  const second = await listen(worklist.legal, { at: far, lastId: first.lastId! });
  const four = await review();
  await second.told(3);
  await worklist.get(ClaimTaskCommand).execute(four.taskId, worklist.legal);
  await second.told(4);
  expect([...first.tasks, ...second.tasks].map(({ taskId, change }) => [taskId, change])).toEqual([
    [one.taskId, 'added'], [two.taskId, 'added'], [three.taskId, 'added'], [four.taskId, 'added'], [four.taskId, 'changed'],
  ]);
  expect(second.heard.map(({ event }) => event)).not.toContain('reset');
});

it('loses nothing to a transaction that is still open while a later one is told', async () => {
  const reader = await listen(worklist.legal);
  const { database } = worklist;
  const [slow, quick] = [await review(), await review()];
  await reader.told(2);
  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const touch = (id: string) => `UPDATE task SET why = why || '.' WHERE id = '${id}'`;
  const writing = database.transactions.run(async (tx) => {
    await tx.query(touch(slow.taskId));
    await held;
  });
  await eventually(async () => (await database.query(`SELECT FROM pg_stat_activity WHERE state = 'idle in transaction' AND query LIKE '%${slow.taskId}%'`)).length > 0);
  await database.transactions.run((tx) => tx.query(touch(quick.taskId)));
  database.bell.ring();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(reader.tasks).toHaveLength(2);
  goOn();
  await writing;
  await reader.told(4);
  expect(reader.tasks.slice(2).map(({ taskId }) => taskId)).toEqual([slow.taskId, quick.taskId]);
});

it('says so where it cannot tell one by one: too long ago, thrown away, or an id of nowhere', async () => {
  for (const lastId of ['x', '999999999999999999', '-1']) {
    const reader = await listen(worklist.legal, { lastId, query: '?seconds=0' });
    await eventually(() => reader.ended);
    // Counts are told again when somebody's task changes just then.
    expect([lastId, ...new Set(reader.heard.map(({ event }) => event))]).toEqual([lastId, 'reset', 'counts']);
  }
});

it('listens again by itself when the database ends its connection, from where it was', async () => {
  const reader = await listen(worklist.legal, { at: far });
  await worklist.database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE '%task-changes'`);
  const { taskId } = await review();
  await reader.told(1);
  expect(reader.tasks).toEqual([expect.objectContaining({ taskId, change: 'added' })]);
});

it('gives one person so many streams and no more, and takes back those that nobody reads', async () => {
  const readers = await Promise.all(Array.from({ length: mostStreams }, () => listen(worklist.manager)));
  expect(readers.map(({ status }) => status)).toEqual(Array(mostStreams).fill(200));
  expect((await listen(worklist.manager)).status).toBe(429);
  expect((await listen(worklist.rep)).status).toBe(200);
  readers[0]!.leave();
  await eventually(async () => (await listen(worklist.manager)).status === 200);
});

it('ends its streams when the service closes, without waiting for their readers', async () => {
  const reader = await listen(worklist.legal, { at: far });
  const begun = Date.now();
  await far.stop();
  expect(Date.now() - begun).toBeLessThan(4_000);
  await eventually(() => reader.ended);
});
