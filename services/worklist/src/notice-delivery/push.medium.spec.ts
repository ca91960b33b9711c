import type { ThroughlineError } from '@throughline/errors/throughline-error';
import { Stories } from '@throughline/temporal/stories';
import { ServiceOverHttp } from '@throughline/testing/service-over-http';
import { serviceOn } from '@throughline/testing/service-on-database';
import { noticeChoicesSchema, setNoticeChoicesSchema } from '../notice-choices/notice-choices';
import { noticesControllers } from '../notices.providers';
import { PushDeviceRepository } from '../push-device/push-device.repository';
import { SetNoticeChoicesCommand } from '../set-notice-choices/set-notice-choices.command';
import { SubscribeDeviceCommand } from '../subscribe-device/subscribe-device.command';
import { subscribeDeviceSchema } from '../subscribe-device/subscribe-device.dto';
import { WorklistOnPostgres } from '../worklist.fixture';
import { worklistOverStories, worklistProviders } from '../worklist.providers';
import { channels } from './delivery-time';
import { Deliverer } from './deliverer';
import { NOTICE_SETTINGS, type NoticeSettings } from './notice-settings';
import { PushKeyRing } from './push-keys';
import { PushService } from './push-service.fixture';

const settings: NoticeSettings = { publicUrl: 'http://127.0.0.1:8080', mailFrom: 'CRM <crm@example.com>', pushKey: 'i9vBlEDnOfbyzJwL7W2aXG3dYc0WBGDxTQJQrSE0wPs', webhooksInside: true };
const ring = new PushKeyRing(settings);

let worklist: WorklistOnPostgres;
let app: Awaited<ReturnType<typeof serviceOn>>;
let http: ServiceOverHttp;
let service: PushService;
beforeAll(async () => {
  worklist = await WorklistOnPostgres.start();
  service = await new PushService(ring.keys!.publicKey).start();
  const providers = [{ provide: Stories, useValue: worklist.stories }, ...worklistProviders, ...worklistOverStories, { provide: NOTICE_SETTINGS, useValue: settings }];
  app = await serviceOn(worklist.database, providers);
  http = new ServiceOverHttp({ service: 'worklist', database: worklist.database, controllers: noticesControllers, providers });
  http.signIn(worklist.legal, worklist.other);
  await worklist.database.query('UPDATE known_person SET document = $1', [JSON.stringify({ zone: 'Asia/Shanghai' })]);
});
afterAll(async () => {
  await http?.stop();
  await app?.close();
  service?.stop();
  await worklist?.stop();
});
beforeEach(async () => {
  for (const table of ['notice', 'notice_choice', 'push_device']) await worklist.database.query(`DELETE FROM ${table}`);
  service.pushed.length = 0;
});

const choose = (choices: object) => app.get(SetNoticeChoicesCommand).execute(setNoticeChoicesSchema.parse({ language: 'en', ...choices }), worklist.legal);
const subscribe = async (who: 'legal' | 'other', body: object) => http.send('POST', '/v1/notices/devices', worklist[who], body);
const devices = async (who: 'legal' | 'other') => (await http.send('GET', '/v1/notices/devices', worklist[who])).body;
const states = () => worklist.database.query('SELECT state, attempts, error FROM notice_delivery ORDER BY state');
async function deliver(): Promise<void> {
  const deliverer = app.get(Deliverer);
  while (await deliverer.planSome());
  for (const channel of channels) for (let leased = await deliverer.lease(channel); leased; leased = await deliverer.lease(channel)) await deliverer.deliver(leased);
}

it('tells each browser of a person, so that it alone can read it and its service knows who sends', async () => {
  await choose({});
  expect((await devices('legal')).publicKey).toBe(ring.keys!.publicKey);
  const first = await subscribe('legal', { ...service.browser('desk').subscription, name: 'Desk' });
  await subscribe('legal', service.browser('phone').subscription);
  const { taskId } = await worklist.open();
  await deliver();
  expect(service.pushed.map(({ path }) => path).sort()).toEqual(['/desk', '/phone']);
  const { payload, headers, vapid } = service.pushed[0]!;
  const [{ id }] = await worklist.database.query('SELECT id FROM notice');
  expect(payload).toEqual({ id, title: 'Waiting for you: Review contract C-1', body: '', count: 1, notices: [{ id, kind: 'waiting', taskId, approvalId: null }] });
  expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400', urgency: 'normal', topic: expect.stringMatching(/^[\w-]{32}$/) });
  expect(vapid).toMatchObject({ sub: 'mailto:crm@example.com' });
  expect(first).toMatchObject({ status: 201, body: { name: 'Desk', sentAt: null } });
  const listed: { id: string; name: string; sentAt: string | null }[] = (await devices('legal')).devices;
  expect(listed.map(({ name, sentAt }) => [name, sentAt !== null]).sort()).toEqual([['Browser', true], ['Desk', true]]);
  expect(listed.find(({ name }) => name === 'Desk')?.id).toBe(first.body.id);
  expect(await states()).toEqual(Array(2).fill({ state: 'sent', attempts: 1, error: null }));
});

it('removes a browser that is not there any more, and tries again where its service failed', async () => {
  await choose({});
  const [gone, failing] = [service.browser('gone'), service.browser('failing')];
  await subscribe('legal', gone.subscription);
  await subscribe('legal', { ...failing.subscription, name: 'Stays' });
  [gone.answer, failing.answer] = [410, 500];
  await worklist.open();
  await worklist.open();
  await deliver();
  expect((await devices('legal')).devices.map(({ name }: { name: string }) => name)).toEqual(['Stays']);
  expect(await states()).toEqual(Array(2).fill({ state: 'waiting', attempts: 1, error: 'answered 500' }));
  failing.answer = 201;
  await worklist.database.query(`UPDATE notice_delivery SET retry_at = now() - interval '1 second'`);
  await deliver();
  expect([service.pushed.length, (await states()).map(({ state }) => state)]).toEqual([2, ['sent', 'sent']]);
});

it('keeps to the choice, the digests and the quiet hours of push', async () => {
  await choose({ push: { waiting: 'daily', escalated: 'off' }, dailyAt: '18:00' });
  await subscribe('legal', service.browser('daily').subscription);
  await worklist.open();
  await worklist.open();
  await deliver();
  await choose({ quietHours: { from: '09:00', to: '11:00' } });
  await worklist.open();
  await deliver();
  expect(service.pushed).toEqual([]);
  await worklist.database.setNow(new Date('2026-03-02T03:00:00Z'));
  await deliver();
  await worklist.database.setNow(new Date('2026-03-02T10:00:00Z'));
  await deliver();
  await worklist.database.setNow(new Date('2026-03-02T02:00:00Z'));
  expect(service.pushed.map(({ payload }) => [payload.title, payload.count])).toEqual([['Waiting for you: Review contract C-1', 1], ['2 notices', 2]]);
});

it('has a browser once, for whoever subscribed it last, and shows him nothing of the one before', async () => {
  const shared = service.browser('shared');
  const [first, again] = [await subscribe('legal', shared.subscription), await subscribe('legal', { ...shared.subscription, name: 'Again' })];
  expect(again.body).toEqual({ ...first.body, name: 'Again' });
  await worklist.open();
  await app.get(Deliverer).planSome();
  const taken = await subscribe('other', shared.subscription);
  await deliver();
  expect([service.pushed, (await devices('legal')).devices, (await devices('other')).devices.length]).toEqual([[], [], 1]);
  const remove = async (who: 'legal' | 'other') => (await http.send('DELETE', `/v1/notices/devices/${taken.body.id}`, worklist[who])).body;
  expect([await remove('legal'), await remove('other'), await remove('other')]).toEqual([{ removed: false }, { removed: true }, { removed: false }]);
});

it('does not go where a browser could lead it: inside, without https, or with keys that are none', async () => {
  const outside = new SubscribeDeviceCommand(worklist.database.transactions, new PushDeviceRepository(), ring, { ...settings, webhooksInside: false });
  const { keys } = service.browser('x').subscription;
  const refused = async (endpoint: string) => outside.execute(subscribeDeviceSchema.parse({ endpoint, keys }), worklist.legal).then(() => 'taken', (error: ThroughlineError) => error.code);
  const endpoints = ['http://push.example.com/x', 'https://127.0.0.1/x', 'https://[::ffff:10.0.0.1]/x', 'https://169.254.169.254/latest', 'https://push.example.com/x'];
  expect(await Promise.all(endpoints.map(refused))).toEqual([...Array(4).fill('notice.target_not_allowed'), 'taken']);
  const offCurve = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString('base64url');
  for (const wrong of [{ ...keys, p256dh: offCurve }, { ...keys, auth: 'AAAA' }, { ...keys, p256dh: 'x' }]) {
    expect((await subscribe('legal', { endpoint: 'https://push.example.com/y', keys: wrong })).body).toMatchObject({ status: 400, code: 'request.invalid' });
  }
  const none = new SubscribeDeviceCommand(worklist.database.transactions, new PushDeviceRepository(), new PushKeyRing({ ...settings, pushKey: undefined }), settings);
  await expect(none.execute(subscribeDeviceSchema.parse(service.browser('z').subscription), worklist.legal)).rejects.toMatchObject({ code: 'notice.no_push' });
  for (let n = 0; n < 19; n += 1) await subscribe('legal', service.browser(`one-of-many-${n}`).subscription);
  expect((await subscribe('legal', service.browser('one-too-many').subscription)).body).toMatchObject({ code: 'notice.too_many_devices', data: { most: 20 } });
  expect(noticeChoicesSchema.parse({}).push).toEqual({});
});
