import type { Principal } from '@throughline/access/principal';
import { readForms } from '@throughline/http/form-body';
import type { Decision } from '@throughline/process-contracts/decision';
import { Stories } from '@throughline/temporal/stories';
import { ServiceOverHttp } from '@throughline/testing/service-over-http';
import { v7 as uuidv7 } from 'uuid';
import { ApprovalRepository } from '../approval/approval.repository';
import { layPolicy } from '../approval-policy.fixture';
import { DecideTaskCommand } from '../decide-task/decide-task.command';
import { DecisionLinks, linkId, type DecisionLink } from '../decision-link/decision-links';
import { LinksForMail } from '../decision-link/links-for-mail';
import { decisionLinksControllers } from '../decision-links.providers';
import { NOTICE_SETTINGS, type NoticeSettings } from '../notice-delivery/notice-settings';
import { OpenApprovalCommand } from '../open-approval/open-approval.command';
import { RecordDecisionCommand } from '../record-decision/record-decision.command';
import { RecordDelegationCommand } from '../record-delegation/record-delegation.command';
import { RemindTaskCommand } from '../remind-task/remind-task.command';
import { TaskRepository } from '../task/task.repository';
import { monday, WorklistOnPostgres } from '../worklist.fixture';
import { worklistOverStories, worklistProviders } from '../worklist.providers';
import { DECISION_LINK_ROUTE } from './decide-by-link.controller';

const settings: NoticeSettings = { publicUrl: 'https://crm.example', mailFrom: 'x@x', webhooksInside: false, secret: 's'.repeat(32) };
const links = new DecisionLinks(settings);
const inAnHour = new Date(monday.getTime() + 3_600_000);

describe('deciding by a link', () => {
  let worklist: WorklistOnPostgres;
  let http: ServiceOverHttp;
  let mail: LinksForMail;
  beforeAll(async () => {
    worklist = await WorklistOnPostgres.start();
    const providers = [{ provide: Stories, useValue: worklist.stories }, ...worklistProviders, ...worklistOverStories, { provide: NOTICE_SETTINGS, useValue: settings }];
    http = await ServiceOverHttp.start({ service: 'worklist', database: worklist.database, controllers: decisionLinksControllers, providers, extend: readForms(DECISION_LINK_ROUTE) });
    worklist.stories.answer = (args) => worklist.get(RecordDecisionCommand).execute(args[0] as Decision);
    mail = new LinksForMail(worklist.database.transactions, worklist.get(TaskRepository), worklist.get(ApprovalRepository), links);
    const leg = { when: { always: true as const }, dueWorkingHours: 8, ladder: [{ afterWorkingHours: 80, do: 'lapse' as const }], approver: { by: 'person' as const, personId: worklist.manager.personId } };
    await layPolicy(worklist.database, 'signed', [{ ...leg, key: 'manager', label: 'Manager', requires: { signature: true } }]);
    await layPolicy(worklist.database, 'careful', [{ ...leg, key: 'manager', label: 'Manager', requires: { signIn: true } }]);
    await layPolicy(worklist.database, 'explained', [{ ...leg, key: 'manager', label: 'Manager', requires: { comment: 'rejecting' } }]);
  });
  afterAll(async () => {
    await http?.stop();
    await worklist?.stop();
  });

  const asked = async (kind?: string): Promise<string> => {
    if (kind === undefined) return (await worklist.nextLeg(await worklist.requested('5'))).taskId;
    const requestId = uuidv7();
    await worklist.get(OpenApprovalCommand).execute({ requestId, kind, subjectId: uuidv7(), dealId: null, requesterId: worklist.rep.personId, orgPath: '1.1.1.', ask: 'Trade fair', figures: {}, amount: null, fields: {} });
    return (await worklist.nextLeg(requestId)).taskId;
  };
  const versionOf = async (taskId: string): Promise<number> => (await worklist.database.query('SELECT version FROM task WHERE id = $1', [taskId]))[0]!.version;
  const token = async (taskId: string, by: Principal = worklist.manager, more: Partial<DecisionLink> = {}) =>
    links.tokenOf({ taskId, personId: by.personId, version: await versionOf(taskId), expiresAt: inAnHour, ...more })!;
  const get = (one: string, headers = {}) => http.send('GET', `/v1/decision-links/${one}`, undefined, undefined, headers);
  const post = (one: string, outcome: string, comment = '') =>
    http.send('POST', `/v1/decision-links/${one}`, undefined, new URLSearchParams({ outcome, comment }).toString(), { 'content-type': 'application/x-www-form-urlencoded' });
  const decisions = (taskId: string) => worklist.database.query('SELECT outcome, decided_by AS by, comment, link FROM task_decision WHERE task_id = $1', [taskId]);
  const everything = async () => (await worklist.database.query(`SELECT (SELECT count(*) FROM audit) AS audit, (SELECT count(*) FROM outbox) AS outbox, (SELECT count(*) FROM task_decision) AS decided, (SELECT sum(version) FROM task) AS versions`))[0];

  it('looked at twice nothing is changed; answered once it is decided, once, and the trail says by link', async () => {
    const taskId = await asked();
    const one = await token(taskId);
    const before = await everything();
    const page = await get(one, { 'accept-language': 'zh-CN' });
    expect([page.status, (await get(one)).status, await everything()]).toEqual([200, 200, before]);
    expect(page.body).toMatch(/5 % for Harbour Cranes[\s\S]*100,000(\.00)? CNY[\s\S]*Rep[\s\S]*同意/);
    expect(Object.fromEntries(['cache-control', 'referrer-policy', 'x-content-type-options'].map((name) => [name, page.headers.get(name)]))).toEqual({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' });
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');

    const done = await post(one, 'approved', 'fine');
    expect([done.status, done.body]).toEqual([200, expect.stringContaining('You approved it')]);
    expect(await decisions(taskId)).toEqual([{ outcome: 'approved', by: worklist.manager.personId, comment: 'fine', link: linkId(one) }]);
    const [trail] = await worklist.database.query(`SELECT data FROM audit WHERE aggregate_id = $1 AND type = 'throughline.task.decided.v1'`, [taskId]);
    expect(trail.data).toMatchObject({ by: worklist.manager.personId, via: 'link' });

    const again = await post(one, 'rejected');
    expect([again.status, again.body]).toEqual([409, expect.stringMatching(/You approved it[\s\S]*Nothing was changed now/)]);
    expect(await decisions(taskId)).toHaveLength(1);
    expect((await get(one)).body).toContain('You approved it');
  });

  it('of ten answers at once one counts, and all hear the same', async () => {
    const taskId = await asked();
    const one = await token(taskId);
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => post(one, n % 2 === 0 ? 'approved' : 'rejected')));
    const [stands] = await decisions(taskId);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(409)]);
    for (const { body } of answers) expect(body).toContain(`You ${stands.outcome} it`);
    expect((await worklist.database.query(`SELECT 1 FROM outbox WHERE aggregateid = $1 AND type = 'throughline.task.decided.v1'`, [taskId]))).toHaveLength(1);
  });

  it('forged, expired, of somebody who is not asked, who has left, or of what has changed since, it decides nothing', async () => {
    const taskId = await asked();
    const { manager, other, head } = worklist;
    const refused = async (one: string) => [(await get(one)).status, (await post(one, 'approved')).status];
    const good = await token(taskId);
    expect(await refused(new DecisionLinks({ ...settings, secret: 't'.repeat(32) }).tokenOf({ taskId, personId: manager.personId, version: 1, expiresAt: inAnHour })!)).toEqual([404, 404]);
    expect(await refused(`${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`)).toEqual([404, 404]);
    expect(await refused(await token(taskId, manager, { expiresAt: monday }))).toEqual([410, 410]);
    expect(await refused(await token(taskId, other))).toEqual([410, 410]);
    expect((await get(await token(taskId, other))).body).not.toContain('Harbour Cranes');
    await worklist.database.query('UPDATE known_person SET active = false WHERE id = $1', [manager.personId]);
    expect(await refused(good)).toEqual([404, 404]);
    await worklist.database.query('UPDATE known_person SET active = true, roles = $2 WHERE id = $1', [manager.personId, []]);
    expect(await refused(good)).toEqual([410, 410]);
    await worklist.database.query('UPDATE known_person SET roles = $2 WHERE id = $1', [manager.personId, manager.roles]);
    await worklist.database.query('UPDATE task SET potential_owners = $2, actual_owner = $3 WHERE id = $1', [taskId, [manager.personId, head.personId], head.personId]);
    expect(await refused(good)).toEqual([410, 410]);
    await worklist.database.query('UPDATE task SET actual_owner = NULL WHERE id = $1', [taskId]);
    // A reminder is no change, being handed on and back is one.
    await worklist.get(RemindTaskCommand).execute(taskId);
    expect((await get(good)).status).toBe(200);
    const hand = (from: Principal, to: Principal) => worklist.get(RecordDelegationCommand).execute({ taskId, from: from.personId, to: to.personId, key: uuidv7() });
    await hand(manager, other);
    expect(await refused(good)).toEqual([410, 410]);
    await hand(other, manager);
    expect(await refused(good)).toEqual([409, 409]);
    expect(await decisions(taskId)).toEqual([]);
    // And where it is written, whatever the page thought of it.
    const stale = worklist.get(RecordDecisionCommand).execute({ taskId, by: manager.personId, outcome: 'approved', key: uuidv7(), version: 1, link: linkId(good) });
    await expect(stale).rejects.toMatchObject({ code: 'task.changed' });
  });

  it('shows what stands where somebody who has signed in was first', async () => {
    const taskId = await asked();
    const one = await token(taskId);
    await worklist.get(DecideTaskCommand).execute({ taskId, outcome: 'rejected', key: 'signed in' }, worklist.manager);
    expect((await post(one, 'approved')).body).toContain('You rejected it');
    expect(await decisions(taskId)).toMatchObject([{ outcome: 'rejected', link: null }]);
  });

  it('what has to be signed, or wants a sign-in, is not decided by it; where a no needs a word it asks for it', async () => {
    for (const kind of ['signed', 'careful']) {
      const taskId = await asked(kind);
      const one = await token(taskId);
      expect([(await get(one)).status, (await post(one, 'approved')).status, await decisions(taskId)]).toEqual([403, 403, []]);
      const directly = worklist.get(RecordDecisionCommand).execute({ taskId, by: worklist.manager.personId, outcome: 'approved', signature: 'Manager', key: uuidv7(), link: linkId(one) });
      await expect(directly).rejects.toMatchObject({ code: 'task.sign_in_required' });
    }
    const taskId = await asked('explained');
    const one = await token(taskId);
    const silent = await post(one, 'rejected');
    expect([silent.status, silent.body]).toEqual([422, expect.stringContaining('Say why, please')]);
    expect((await post(one, 'returned')).status).toBe(422);
    expect((await post(one, 'rejected', 'too dear')).status).toBe(200);
    expect(await decisions(taskId)).toMatchObject([{ outcome: 'rejected', comment: 'too dear' }]);
  });

  it('mails have a link for each task that waits for the reader and may be decided so', async () => {
    const { manager, other } = worklist;
    const [plain, careful] = [await asked(), await asked('careful')];
    const told = (taskId: string, kind = 'waiting') => ({ id: uuidv7(), kind, type: 'throughline.task.assigned.v1', taskId, approvalId: null, ask: 'x', said: null, at: '' }) as never;
    const found = await mail.of(manager.personId, [told(plain), told(careful)]);
    expect([...found.keys()]).toEqual([plain]);
    const [address] = [...found.values()];
    expect(links.read(address!.split('/').at(-1)!)).toMatchObject({ taskId: plain, personId: manager.personId });
    expect((await get(address!.split('/').at(-1)!)).status).toBe(200);
    expect(await mail.of(other.personId, [told(plain)])).toEqual(new Map());
    expect(await mail.of(manager.personId, [told(plain, 'question')])).toEqual(new Map());
    await worklist.record(plain, manager, 'approved');
    expect(await mail.of(manager.personId, [told(plain)])).toEqual(new Map());
  });
});
