import type { PersonData } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { DropNoticesWhenPersonLeft } from '../drop-notices-when-person-left/drop-notices-when-person-left';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as listenTcp, type AddressInfo } from 'node:net';
import { Stories } from '@throughline/temporal/stories';
import { OutboxBell } from '@throughline/messaging/outbox-bell';
import { MailServer } from '@throughline/testing/mail-server';
import { eventually } from '@throughline/testing/eventually';
import { serviceOn } from '@throughline/testing/service-on-database';
import { SetNoticeChoicesCommand } from '../set-notice-choices/set-notice-choices.command';
import { setNoticeChoicesSchema } from '../notice-choices/notice-choices';
import { monday, WorklistOnPostgres } from '../worklist.fixture';
import { worklistOverStories, worklistProviders } from '../worklist.providers';
import { Deliverer } from './deliverer';
import { Delivering } from './delivering';
import { channels } from './delivery-time';
import { NOTICE_SETTINGS, type NoticeSettings } from './notice-settings';
import { mostAttempts } from './notice-delivery.repository';

let worklist: WorklistOnPostgres;
let apps: Awaited<ReturnType<typeof serviceOn>>[] = [];
const mailServer = new MailServer();
const { mails } = mailServer;
const calls: { headers: IncomingHttpHeaders; body: string }[] = [];
let answer = 200;
/** What waits at /hangs for its answer. */
const hanging: (() => void)[] = [];
const receiver = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
    calls.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    if (request.url === '/hangs') hanging.push(() => response.end('{}'));
    else response.writeHead(answer).end('{}');
  });
});
const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  worklist = await WorklistOnPostgres.start();
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const settings: NoticeSettings = { publicUrl: 'https://crm.example.com', smtpUrl: await mailServer.start(), mailFrom: 'crm@example.com', secret: 's'.repeat(32), webhooksInside: true };
  const providers = [{ provide: Stories, useValue: worklist.stories }, ...worklistProviders, ...worklistOverStories, { provide: NOTICE_SETTINGS, useValue: settings }];
  apps = await Promise.all([serviceOn(worklist.database, providers), serviceOn(worklist.database, providers)]);
  for (const who of ['legal', 'other', 'rep'] as const) {
    await worklist.database.query('UPDATE known_person SET document = $2 WHERE id = $1', [worklist[who].personId, JSON.stringify({ email: `${who}@example.com`, zone: 'Asia/Shanghai' })]);
  }
});
afterAll(async () => {
  await Promise.all(apps.map((app) => app.close()));
  mailServer.stop();
  receiver.close();
  await worklist?.stop();
});
beforeEach(async () => {
  await worklist.database.query('DELETE FROM notice');
  await worklist.database.query('DELETE FROM notice_choice');
  mails.length = 0;
  calls.length = 0;
  answer = 200;
});

const choose = (choices: object) => apps[0]!.get(SetNoticeChoicesCommand).execute(setNoticeChoicesSchema.parse(choices), worklist.legal);
const target = (more: object = {}) => ({ target: { url: `http://127.0.0.1:${portOf(receiver)}/hook`, shape: 'generic', ...more } });
/** All that is due, in both instances at once. */
async function deliver(): Promise<void> {
  const each = async (deliverer: Deliverer) => {
    while (await deliverer.planSome());
    for (const channel of channels) for (let leased = await deliverer.lease(channel); leased; leased = await deliverer.lease(channel)) await deliverer.deliver(leased);
  };
  await Promise.all(apps.map((app) => each(app.get(Deliverer))));
}
const states = () => worklist.database.query('SELECT channel, state, attempts, error FROM notice_delivery ORDER BY channel, state');

it('sends each notice once by each channel, though two instances deliver', async () => {
  await choose({ language: 'en', target: { ...target().target, secret: 'a secret of ours' } });
  for (let n = 0; n < 8; n += 1) await worklist.open();
  await deliver();
  expect([mails.length, calls.length, new Set(calls.map(({ body }) => JSON.parse(body).id)).size]).toEqual([8, 8, 8]);
  expect(mails[0]).toEqual({ to: 'legal@example.com', raw: expect.stringMatching(/Subject: Waiting for you: Review contract C-1[\s\S]*https:\/\/crm\.example\.com\/tasks\/[\s\S]*https:\/\/crm\.example\.com\/v1\/decision-links\/[\w-]{100}\s/) });
  for (const { headers, body } of calls) {
    const signed = createHmac('sha256', 'a secret of ours').update(`${headers['x-throughline-timestamp']}.${body}`).digest('hex');
    expect(body).not.toContain('decision-links');
    expect(headers['x-throughline-signature']).toBe(`sha256=${signed}`);
  }
  const [kept] = await worklist.database.query('SELECT document::text AS document, sealed_secret FROM notice_choice');
  expect(`${kept.document}${kept.sealed_secret}`).not.toContain('a secret of ours');
});

it('tries again what did not arrive, ever later, and says when it has given up', async () => {
  await choose({ mail: { waiting: 'off' }, ...target() });
  await worklist.open();
  answer = 500;
  await deliver();
  expect(await states()).toEqual([{ channel: 'webhook', state: 'waiting', attempts: 1, error: 'answered 500' }]);
  await deliver();
  expect(calls).toHaveLength(1);
  const soon = () => worklist.database.query(`UPDATE notice_delivery SET retry_at = now() - interval '1 second'`);
  for (let n = 2; n <= mostAttempts; n += 1) {
    await soon();
    await deliver();
  }
  await soon();
  await deliver();
  expect([calls.length, await states()]).toEqual([mostAttempts, [{ channel: 'webhook', state: 'dead', attempts: mostAttempts, error: 'answered 500' }]]);
});

it('waits for the end of the quiet hours, and puts what was chosen for a digest into one message', async () => {
  // It is ten o'clock in Shanghai.
  await choose({ language: 'en', quietHours: { from: '09:00', to: '11:00' }, mail: { waiting: 'at-once' }, webhook: { waiting: 'daily' }, dailyAt: '18:00', ...target() });
  await worklist.open();
  await worklist.open();
  await deliver();
  expect([mails.length, calls.length]).toEqual([0, 0]);
  await worklist.database.setNow(new Date('2026-03-02T03:00:00Z'));
  await deliver();
  expect([mails.length, calls.length]).toEqual([2, 0]);
  await worklist.database.setNow(new Date('2026-03-02T10:00:00Z'));
  await deliver();
  await worklist.database.setNow(new Date('2026-03-02T02:00:00Z'));
  expect(calls.map(({ body }) => [JSON.parse(body).subject, JSON.parse(body).notices.length])).toEqual([['2 notices', 2]]);
});

it('sends nothing of a transaction that failed, to nobody who has left, and nothing that somebody does not want', async () => {
  await expect(worklist.database.transactions.run(async () => { await worklist.open(); throw new Error('after all'); })).rejects.toThrow('after all');
  await choose({ mail: { waiting: 'off' } });
  await worklist.open();
  await deliver();
  await choose({});
  await worklist.open();
  await apps[0]!.get(Deliverer).planSome();
  await worklist.database.query('UPDATE known_person SET active = false WHERE id = $1', [worklist.legal.personId]);
  await deliver();
  await worklist.database.query('UPDATE known_person SET active = true WHERE id = $1', [worklist.legal.personId]);
  expect([mails, await states()]).toEqual([[], [{ channel: 'mail', state: 'dropped', attempts: 1, error: null }]]);
});

it('drops what waits for somebody who has left, and what had been given up, when it is told: once, and nothing of others', async () => {
  await choose({ mail: { waiting: 'daily' }, webhook: { waiting: 'daily' }, dailyAt: '18:00', ...target() });
  await worklist.open();
  await worklist.open({ people: [worklist.other.personId] });
  await apps[0]!.get(Deliverer).planSome();
  const { personId } = worklist.legal;
  await worklist.database.query(`UPDATE notice_delivery SET due_at = $1`, [new Date('2026-03-02T10:00:00Z')]);
  await worklist.database.query(`UPDATE notice_delivery SET state = 'dead', died_at = now() WHERE person_id = $1 AND channel = 'webhook'`, [personId]);
  const told = (active: boolean) => apps[1]!.get(DropNoticesWhenPersonLeft).handle({ data: { personId, active } } as ReceivedEvent<PersonData>);
  const dropped = () => worklist.database.query(`SELECT payload ->> 'channel' AS channel, payload ->> 'reason' AS reason FROM outbox WHERE type LIKE '%notice-delivery.dropped%' AND payload ->> 'personId' = $1 ORDER BY seq DESC LIMIT 2`, [personId]);
  await told(false); // late: he is back
  expect((await states()).map(({ state }) => state).sort()).toEqual(['dead', 'waiting', 'waiting']);
  await worklist.database.query('UPDATE known_person SET active = false WHERE id = $1', [personId]);
  await Promise.all([told(false), told(false)]);
  expect((await states()).map(({ channel, state }) => `${channel} ${state}`)).toEqual(['mail dropped', 'mail waiting', 'webhook dropped']);
  expect((await dropped()).sort((a, b) => String(a.channel).localeCompare(String(b.channel)))).toEqual([{ channel: 'mail', reason: 'has left' }, { channel: 'webhook', reason: 'has left' }]);
  await worklist.database.query('UPDATE known_person SET active = true WHERE id = $1', [personId]);
  await worklist.database.setNow(new Date('2026-03-02T10:00:00Z'));
  await deliver();
  await worklist.database.setNow(new Date('2026-03-02T02:00:00Z'));
  expect([mails.map(({ to }) => to), calls]).toEqual([['other@example.com'], []]);
});

it('tries again when the mail server is not there', async () => {
  const gone = listenTcp();
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
  const port = portOf(gone);
  gone.close();
  const providers = [{ provide: Stories, useValue: worklist.stories }, ...worklistProviders, ...worklistOverStories, { provide: NOTICE_SETTINGS, useValue: { publicUrl: 'https://x', smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom: 'x@x', webhooksInside: false } }];
  const app = await serviceOn(worklist.database, providers);
  await worklist.open();
  await app.get(Deliverer).planSome();
  await app.get(Deliverer).deliver((await app.get(Deliverer).lease('mail'))!);
  expect(await states()).toEqual([{ channel: 'mail', state: 'waiting', attempts: 1, error: expect.stringContaining('ECONNREFUSED') }]);
  await app.close();
});

it('lets a receiver that hangs delay nobody else, and gives each what is his in its order, one at a time', async () => {
  const notices = (who: 'legal' | 'other', asks: string[], from: number) => Promise.all(asks.map((ask, n) => worklist.database.query(
    `INSERT INTO notice (event_id, person_id, kind, type, ask, made_at) VALUES (gen_random_uuid(), $1, 'waiting', 'throughline.task.assigned.v1', $2, $3)`, [worklist[who].personId, ask, new Date(monday.getTime() - from + n)])));
  const at = (path: string) => ({ mail: { waiting: 'off' }, target: { url: `http://127.0.0.1:${portOf(receiver)}${path}`, shape: 'generic' } });
  await apps[0]!.get(SetNoticeChoicesCommand).execute(setNoticeChoicesSchema.parse(at('/hangs')), worklist.other);
  await choose(at('/hook'));
  await notices('other', ['slow 1', 'slow 2', 'slow 3'], 60_000);
  await notices('legal', ['quick 1', 'quick 2', 'quick 3'], 30_000);
  const instances = apps.map((app) => new Delivering(app.get(Deliverer), app.get(OutboxBell)));
  for (const instance of instances) instance.onApplicationBootstrap();
  const asks = (kind: string) => calls.map(({ body }) => JSON.parse(body).notices[0].ask).filter((ask: string) => ask.startsWith(kind));
  try {
    await eventually(() => asks('quick').length === 3);
    expect([asks('quick'), asks('slow'), hanging.length]).toEqual([['quick 1', 'quick 2', 'quick 3'], ['slow 1'], 1]);
    for (let n = 1; n <= 3; n += 1) {
      await eventually(() => hanging.length === 1);
      hanging.pop()!();
    }
    await eventually(async () => (await states()).filter(({ state }) => state === 'sent').length === 6);
    expect(asks('slow')).toEqual(['slow 1', 'slow 2', 'slow 3']);
  } finally {
    for (const instance of instances) instance.onModuleDestroy();
    await Promise.all(instances.map((instance) => instance.beforeApplicationShutdown()));
  }
});
