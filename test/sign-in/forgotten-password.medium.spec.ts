import { setTimeout as pause } from 'node:timers/promises';
import { PasswordRequestRepository } from '@throughline/services/directory/src/password-request/password-request.repository';
import { SendPasswordLinksCommand } from '@throughline/services/directory/src/send-password-links/send-password-links.command';
import { MailServer } from '@throughline/testing/mail-server';
import { personOf, SignInWorld } from './sign-in.fixture';

jest.setTimeout(60_000);

const rep = personOf('Lin Fang');
const password = 'a lighthouse made of rice';
const mailServer = new MailServer();
const { mails } = mailServer;
let world: SignInWorld;

beforeAll(async () => {
  world = await SignInWorld.start({ SMTP_URL: await mailServer.start() });
  const { link } = (await world.send('POST', `/v1/people/${rep.id}/password-links`, 'Hao Ran')).body;
  await setPassword(link.split('#')[1]);
});
afterAll(async () => {
  await world?.stop();
  mailServer.stop();
});
beforeEach(async () => {
  mails.length = 0;
  mailServer.refuses = false;
  await world.database.query('DELETE FROM password_request');
  await world.facts();
});

const post = (path: string, body: object) => world.send('POST', path, undefined, { body, headers: { origin: world.origin, 'x-throughline-page': '1' } });
const ask = (email: string) => post('/v1/passwords/links', { email });
const setPassword = (token: string, word = password) => post('/v1/passwords', { token, password: word });
const linkIn = ({ raw }: { raw: string }) => /\/set-password#([\w-]{43})/.exec(raw)![1]!;
const states = () => world.database.query('SELECT state, attempts FROM password_request ORDER BY asked_at');
async function send(): Promise<void> {
  while (await world.part(SendPasswordLinksCommand).sendOne());
}

it('is set anew by a link that goes to its owner, works once, and ends what was before', async () => {
  const signedIn = await post('/v1/session', { email: rep.email, password });
  const cookie = signedIn.headers.get('set-cookie')!.split(';', 1)[0]!;
  expect(await ask(` ${rep.email.toUpperCase()} `)).toMatchObject({ status: 202, body: { asked: true } });
  await send();
  expect(mails).toEqual([{ to: rep.email, raw: expect.stringContaining('Set_a_new_password') }]);
  const token = linkIn(mails[0]!);
  const [{ minutes }] = await world.database.query('SELECT extract(epoch FROM expires_at - now()) / 60 AS minutes FROM password_link WHERE used_at IS NULL');
  expect(Number(minutes)).toBeGreaterThan(58);
  expect(Number(minutes)).toBeLessThanOrEqual(60);
  expect(JSON.stringify(await world.database.query('SELECT * FROM password_link, password_request, audit, outbox'))).not.toContain(token);
  const both = await Promise.all([setPassword(token, 'another sentence of mine'), setPassword(token, 'another sentence of mine')]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
  expect((await world.send('GET', '/v1/whoami', undefined, { headers: { cookie } })).status).toBe(401);
  expect((await world.facts()).map(([type]) => type)).toEqual(['session.opened', 'local-account.link-given', 'local-account.password-set', 'session.ended']);
});

it('is asked for with the same answer and the same work by everybody; nobody else is sent anything', async () => {
  await world.database.query('UPDATE person SET active = false WHERE id = $1', [personOf('Gao Yuan').id]);
  const answers = [];
  for (const email of [rep.email, 'nobody@hengyuan.example', personOf('Hao Ran').email, personOf('Gao Yuan').email]) answers.push(await ask(email));
  expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body])))).toEqual(new Set(['[202,{"asked":true}]']));
  // Nothing of it tells one from the other before somebody looks.
  expect(await states()).toEqual(Array(4).fill({ state: 'waiting', attempts: 0 }));
  await send();
  expect(mails.map(({ to }) => to)).toEqual([rep.email]);
  expect(await states()).toEqual(Array(4).fill({ state: 'done', attempts: 1 }));
  await world.database.query('UPDATE person SET active = true WHERE id = $1', [personOf('Gao Yuan').id]);
});

it('is sent three times in an hour at most, however many ask at once', async () => {
  const answers = await Promise.all(Array.from({ length: 9 }, () => ask(rep.email)));
  expect(answers.map(({ status }) => status)).toEqual(Array(9).fill(202));
  await Promise.all([send(), send()]);
  expect(mails).toHaveLength(3);
  // The newest alone is valid.
  const [{ valid }] = await world.database.query('SELECT count(*)::int AS valid FROM password_link WHERE used_at IS NULL AND expires_at > now()');
  expect(valid).toBe(1);
  await world.database.query(`UPDATE password_request SET asked_at = asked_at - interval '61 minutes'`);
  await ask(rep.email);
  await send();
  expect([mails.length, await states()]).toEqual([4, [{ state: 'done', attempts: 1 }]]);
});

it('counts also who asks in the same moment', async () => {
  const requests = new PasswordRequestRepository();
  const { transactions } = world.database;
  for (const _ of [1, 2]) await ask(rep.email);
  let commit = (): void => undefined;
  const held = new Promise<void>((resolve) => (commit = resolve));
  let noted = (): void => undefined;
  const isNoted = new Promise<void>((resolve) => (noted = resolve));
  const third = transactions.run(async (tx) => {
    await requests.note(tx, rep.email);
    noted();
    await held;
  });
  await isNoted;
  const fourth = transactions.run((tx) => requests.note(tx, rep.email));
  await Promise.race([fourth, pause(150)]);
  commit();
  await Promise.all([third, fourth]);
  expect(await states()).toHaveLength(3);
});

it('is tried again while the mail server refuses, each time with a link of its own, and given up in the end', async () => {
  mailServer.refuses = true;
  await ask(rep.email);
  for (let n = 1; n <= 6; n += 1) {
    await send();
    expect(await states()).toEqual([{ state: n < 6 ? 'waiting' : 'given-up', attempts: n }]);
    await world.database.query(`UPDATE password_request SET next_at = now() - interval '1 second'`);
  }
  await send();
  expect((await states())[0].attempts).toBe(6);
});

it('is asked for from our pages only, and where there is a mail server', async () => {
  expect((await world.send('POST', '/v1/passwords/links', undefined, { body: { email: rep.email } })).body).toMatchObject({ status: 403, code: 'session.cross_site' });
  expect((await world.send('GET', '/v1/sign-in')).body).toEqual({ password: true, passwordLinks: true, oidc: null });
});

it('waits with all others when too many ask, whoever it is', async () => {
  await world.database.query(`INSERT INTO password_request (email) SELECT n || '@flood.example' FROM generate_series(1, 1000) n`);
  for (const email of [rep.email, 'nobody@hengyuan.example']) expect(await ask(email)).toMatchObject({ status: 503, body: { code: 'sign_in.busy' } });
});
