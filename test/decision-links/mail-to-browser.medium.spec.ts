import type { INestApplicationContext } from '@nestjs/common';
import { SessionCookie } from '@throughline/access/session-cookie';
import type { SettingsOf } from '@throughline/config/settings';
import { readForms } from '@throughline/http/form-body';
import { portOf } from '@throughline/http/create-service-app';
import type { Decision } from '@throughline/process-contracts/decision';
import { boot } from '@throughline/services/gateway/src/main';
import { DECISION_LINK_ROUTE } from '@throughline/services/worklist/src/decide-by-link/decide-by-link.controller';
import { decisionLinksControllers } from '@throughline/services/worklist/src/decision-links.providers';
import { setNoticeChoicesSchema } from '@throughline/services/worklist/src/notice-choices/notice-choices';
import { Deliverer } from '@throughline/services/worklist/src/notice-delivery/deliverer';
import { NOTICE_SETTINGS, type NoticeSettings } from '@throughline/services/worklist/src/notice-delivery/notice-settings';
import { RecordDecisionCommand } from '@throughline/services/worklist/src/record-decision/record-decision.command';
import { SetNoticeChoicesCommand } from '@throughline/services/worklist/src/set-notice-choices/set-notice-choices.command';
import { monday, WorklistOnPostgres } from '@throughline/services/worklist/src/worklist.fixture';
import { worklistOverStories, worklistProviders } from '@throughline/services/worklist/src/worklist.providers';
import { Stories } from '@throughline/temporal/stories';
import { MailServer } from '@throughline/testing/mail-server';
import { ServiceOverHttp } from '@throughline/testing/service-over-http';
import { serviceOn } from '@throughline/testing/service-on-database';

jest.setTimeout(60_000);

const nowhere = 'http://127.0.0.1:1';
/** Of the gateway; the links of the mails name where it really listens. */
const publicUrl = 'https://crm.example';
const mailServer = new MailServer();
const { mails } = mailServer;
let worklist: WorklistOnPostgres;
let http: ServiceOverHttp;
let gateway: Awaited<ReturnType<typeof boot>>;
let posts: INestApplicationContext;
let origin: string;

beforeAll(async () => {
  process.env.LOG_LEVEL = 'silent';
  worklist = await WorklistOnPostgres.start();
  worklist.stories.answer = (args) => worklist.get(RecordDecisionCommand).execute(args[0] as Decision);
  const settings: NoticeSettings = { publicUrl: nowhere, smtpUrl: await mailServer.start(), mailFrom: 'crm@example.com', secret: 's'.repeat(32), webhooksInside: false };
  const providers = (publicUrl: string) => [{ provide: Stories, useValue: worklist.stories }, ...worklistProviders, ...worklistOverStories, { provide: NOTICE_SETTINGS, useValue: { ...settings, publicUrl } }];
  http = await ServiceOverHttp.start({ service: 'worklist', database: worklist.database, controllers: decisionLinksControllers, providers: providers(nowhere), extend: readForms(DECISION_LINK_ROUTE) });
  const ofGateway: SettingsOf<'gateway'> = {
    NODE_ENV: 'test', THROUGHLINE_TENANT: 'test', THROUGHLINE_SANDBOX: false, HOST: '127.0.0.1', LOG_LEVEL: 'silent', OTEL_EXPORTER_OTLP_ENDPOINT: undefined,
    TOKEN_ISSUER: 'http://issuer.test', TOKEN_AUDIENCE: 'throughline', JWKS_URL: nowhere, GATEWAY_PORT: 0, PUBLIC_URL: publicUrl, TRUSTED_PROXIES: undefined, DATABASE_URL_SANDBOX: undefined,
    TEMPORAL_ADDRESS: '127.0.0.1:1', TEMPORAL_NAMESPACE: 'throughline',
    DIRECTORY_URL: nowhere, LEADS_URL: nowhere, OPPORTUNITIES_URL: nowhere, CONTRACTS_URL: nowhere, COLLECTIONS_URL: nowhere, WORKLIST_URL: http.origin, WORKER_URL: nowhere,
  };
  gateway = await boot(ofGateway);
  origin = `http://127.0.0.1:${portOf(gateway)}`;
  posts = await serviceOn(worklist.database, providers(origin));
  await worklist.database.query('UPDATE known_person SET document = $2 WHERE id = $1', [worklist.manager.personId, JSON.stringify({ email: 'manager@example.com', zone: 'Asia/Shanghai' })]);
  await posts.get(SetNoticeChoicesCommand).execute(setNoticeChoicesSchema.parse({ language: 'en' }), worklist.manager);
});
afterAll(async () => {
  await posts?.close();
  await gateway?.close();
  await http?.stop();
  mailServer.stop();
  await worklist?.stop();
});
afterEach(() => worklist.database.setNow(monday));

/** A discount is asked for, and the manager gets his mail. @returns his task, and the link that the mail has for it */
async function mailed(): Promise<{ taskId: string; link: string; raw: string }> {
  mails.length = 0;
  const { taskId } = await worklist.nextLeg(await worklist.requested('5'));
  const deliverer = posts.get(Deliverer);
  while (await deliverer.planSome());
  for (let leased = await deliverer.lease('mail'); leased; leased = await deliverer.lease('mail')) await deliverer.deliver(leased);
  expect(mails.map(({ to }) => to)).toEqual(['manager@example.com']);
  const { raw } = mails[0]!;
  const found = new Set(raw.match(/http:\/\/[^\s"<>]*\/v1\/decision-links\/[\w-]+/g));
  expect(found.size).toBe(1);
  return { taskId, link: [...found][0]!, raw };
}
const page = async (link: string, more: RequestInit = {}) => {
  const answer = await fetch(link, { headers: { 'accept-language': 'en' }, redirect: 'error', ...more });
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
};
/** What a browser sends when the button of the page is pressed, which also keeps a session of this installation. */
const press = async (link: string, button: string) => {
  const { text } = await page(link);
  const form = /<form method="post">/.test(text) && new RegExp(`<button name="outcome" value="(\\w+)"[^>]*>${button}<`).exec(text);
  const headers = { 'accept-language': 'en', 'content-type': 'application/x-www-form-urlencoded', origin: 'null', 'sec-fetch-site': 'same-origin', cookie: `${new SessionCookie(publicUrl).name}=ts_${'a'.repeat(43)}` };
  return page(link, { method: 'POST', headers, body: new URLSearchParams({ outcome: form ? form[1]! : 'approved', comment: '' }) });
};
const decisions = (taskId: string) => worklist.database.query('SELECT outcome, decided_by AS by FROM task_decision WHERE task_id = $1', [taskId]);
const everything = async () => (await worklist.database.query(`SELECT (SELECT count(*) FROM audit) AS audit, (SELECT count(*) FROM outbox) AS outbox, (SELECT count(*) FROM task_decision) AS decided, (SELECT sum(version) FROM task) AS versions`))[0];

it('the link of a mail asks, however often and by whomever it is looked at, and decides once when the button is pressed', async () => {
  const { taskId, link, raw } = await mailed();
  expect(link.startsWith(`${origin}/v1/decision-links/`)).toBe(true);
  expect(raw).toContain(`${origin}/tasks/${taskId}`);
  expect(raw).not.toContain('/v1/tasks/');
  const before = await everything();
  // Filters of mail servers look first: with and without a body, twice, with what they hang on to an address.
  expect((await page(link, { method: 'HEAD' })).status).toBe(200);
  for (const address of [link, link, `${link}?scanned=1`]) {
    expect(await page(address)).toEqual({ status: 200, type: 'text/html; charset=utf-8', text: expect.stringMatching(/5 % for Harbour Cranes[\s\S]*<form method="post">[\s\S]*Approve/) });
  }
  expect(await everything()).toEqual(before);
  const pressed = await press(link, 'Approve');
  expect([pressed.status, pressed.text]).toEqual([200, expect.stringContaining('You approved it')]);
  expect(await decisions(taskId)).toEqual([{ outcome: 'approved', by: worklist.manager.personId }]);
  const after = await everything();
  const again = await press(link, 'Reject');
  expect([again.status, again.text]).toEqual([409, expect.stringMatching(/You approved it[\s\S]*Nothing was changed now/)]);
  expect([(await page(link)).text, await everything()]).toEqual([expect.stringContaining('You approved it'), after]);
});

it('one that is forged, cut off or expired says so in words, and decides nothing', async () => {
  const { taskId, link } = await mailed();
  for (const wrong of [`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`, link.slice(0, -7), `${link}xxxx`]) {
    const answers = [await page(wrong), await press(wrong, 'Approve')];
    expect(answers.map(({ status, type, text }) => [status, type, text.includes('This link is not valid')])).toEqual(Array(2).fill([404, 'text/html; charset=utf-8', true]));
  }
  await worklist.database.setNow(new Date(monday.getTime() + 73 * 3_600_000));
  const late = [await page(link), await press(link, 'Approve')];
  expect(late.map(({ status, text }) => [status, /expired/i.test(text)])).toEqual(Array(2).fill([410, true]));
  expect(await decisions(taskId)).toEqual([]);
});
