import { metricsRegistry } from '@throughline/observability/metrics';
import { Stories } from '@throughline/temporal/stories';
import { ServiceOverHttp } from '@throughline/testing/service-over-http';
import { v7 as uuidv7 } from 'uuid';
import { channels } from '../notice-delivery/delivery-time';
import { Deliverer } from '../notice-delivery/deliverer';
import { noticesControllers } from '../notices.providers';
import { WorklistOnPostgres, type Colleague } from '../worklist.fixture';
import { worklistOverStories, worklistProviders } from '../worklist.providers';
import { DeadNoticeRepository } from './dead-notice.repository';
import { WatchDeadNotices } from './watch-dead-notices';

let worklist: WorklistOnPostgres;
let http: ServiceOverHttp;
const operator: Colleague = { personId: uuidv7(), name: 'Operator', roles: ['operator'], unitPath: '1.', tenant: 'test', managerId: null };
beforeAll(async () => {
  worklist = await WorklistOnPostgres.start();
  const providers = [{ provide: Stories, useValue: worklist.stories }, ...worklistProviders, ...worklistOverStories];
  http = new ServiceOverHttp({ service: 'worklist', database: worklist.database, controllers: noticesControllers, providers });
  http.signIn(operator, worklist.legal);
});
afterAll(async () => {
  await http?.stop();
  await worklist?.stop();
});
beforeEach(() => worklist.database.query('DELETE FROM notice'));

/** A delivery that was given up, a minute after the one before. */
let minute = 0;
async function dead(channel: 'mail' | 'webhook', who: Colleague, state = 'dead'): Promise<string> {
  const [notice] = await worklist.database.query(
    `INSERT INTO notice (event_id, person_id, kind, type, ask, made_at, planned) VALUES (gen_random_uuid(), $1, 'waiting', 'throughline.task.assigned.v1', 'A secret of his', $2, true) RETURNING id`,
    [who.personId, new Date('2026-03-01T02:00:00Z')],
  );
  const [delivery] = await worklist.database.query(
    `INSERT INTO notice_delivery (notice_id, channel, person_id, due_at, state, attempts, error, retry_at, died_at)
     VALUES ($1, $2, $3, '2026-03-01T02:00:00Z', $4, 8, 'answered 500', now() + interval '1 hour', date_trunc('milliseconds', now()) + $5 * interval '1 minute') RETURNING id`,
    [notice.id, channel, who.personId, state, (minute += 1)],
  );
  return delivery.id;
}
const list = async (query = '') => (await http.send('GET', `/v1/notices/dead${query}`, operator)).body;
const act = (verb: 'retry' | 'drop', body: object) => http.send('POST', `/v1/notices/dead/${verb}`, operator, body);
const facts = (verb: string) => worklist.database.query(`SELECT payload FROM outbox WHERE type = $1 ORDER BY seq`, [`throughline.notice-delivery.${verb}.v1`]);
const states = () => worklist.database.query('SELECT id, state, attempts FROM notice_delivery ORDER BY died_at NULLS FIRST, id');

it('shows an operator to whom, by what and why not, page by page, and never what it says', async () => {
  const [first, second] = [await dead('webhook', worklist.legal), await dead('mail', worklist.rep)];
  await dead('mail', worklist.rep, 'waiting');
  expect((await list()).items).toEqual([
    { id: first, noticeId: expect.any(String), channel: 'webhook', person: { id: worklist.legal.personId, name: 'Legal' }, attempts: 8, error: 'answered 500', dueAt: '2026-03-01T02:00:00.000Z', diedAt: expect.any(String) },
    expect.objectContaining({ id: second }),
  ]);
  expect(JSON.stringify(await list())).not.toContain('A secret of his');
  const page = await list('?limit=1');
  expect([page.items.length, (await list(`?limit=1&cursor=${page.next}`)).items.map(({ id }: { id: string }) => id)]).toEqual([1, [second]]);
  const ids = async (query: string) => (await list(query)).items.map(({ id }: { id: string }) => id);
  expect([await ids('?channel=mail'), await ids(`?personId=${worklist.legal.personId}`)]).toEqual([[second], [first]]);
  expect((await http.send('GET', '/v1/notices/dead', worklist.legal)).status).toBe(403);
});

it('sends again what it is told to, once, as if for the first time', async () => {
  const [one, other] = [await dead('webhook', worklist.legal), await dead('webhook', worklist.legal)];
  expect([(await act('retry', { ids: [one] })).body, (await act('retry', { ids: [one] })).body]).toEqual([{ retried: 1, more: false }, { retried: 0, more: false }]);
  expect(await states()).toEqual([{ id: one, state: 'waiting', attempts: 0 }, { id: other, state: 'dead', attempts: 8 }]);
  expect(await facts('retried')).toEqual([{ payload: { deliveryId: one, noticeId: expect.any(String), personId: worklist.legal.personId, channel: 'webhook' } }]);
  // It is due at once: whatever pause there was has gone with the attempts.
  const deliverer = worklist.get(Deliverer);
  expect((await deliverer.lease('webhook'))?.ids).toEqual([one]);
});

it('drops what it is told to, with the reason, and counts what is left', async () => {
  const [gone, kept] = [await dead('webhook', worklist.legal), await dead('mail', worklist.rep)];
  expect((await act('drop', { all: true, channel: 'webhook', reason: 'The robot is gone' })).body).toEqual({ dropped: 1, more: false });
  expect(await facts('dropped')).toEqual([{ payload: expect.objectContaining({ deliveryId: gone, reason: 'The robot is gone' }) }]);
  expect((await states()).map(({ state }) => state)).toEqual(['dropped', 'dead']);
  expect((await act('retry', { ids: [gone] })).body).toEqual({ retried: 0, more: false });
  const watch = new WatchDeadNotices(worklist.database.transactions, worklist.get(DeadNoticeRepository));
  watch.onApplicationBootstrap();
  const text = await metricsRegistry.getSingleMetricAsString('throughline_notices_dead');
  watch.onModuleDestroy();
  expect(channels.map((channel) => new RegExp(`throughline_notices_dead\\{channel="${channel}"\\} (\\d+)`).exec(text)?.[1])).toEqual(['1', '0', '0']);
  expect(kept).toBeDefined();
});

it.each([[{}], [{ ids: [uuidv7()], all: true }], [{ ids: [uuidv7()], channel: 'mail' }], [{ channel: 'mail' }]])('wants to know which, not %j', async (body) => {
  expect((await act('retry', body)).body).toMatchObject({ status: 400, code: 'request.invalid' });
});
