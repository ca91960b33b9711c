import type { Principal, Role } from '@throughline/access/principal';
import { Stories } from '@throughline/temporal/stories';
import { askEverything, differences, expectedMatrix, peopleOfMatrix } from '@throughline/testing/route-matrix';
import { ServiceOverHttp } from '@throughline/testing/service-over-http';
import { wallContract } from '@throughline/testing/wall.contract';
import { shownOf } from '@throughline/testing/walls';
import { v7 as uuidv7 } from 'uuid';
import { worklistControllers } from './worklist.controllers';
import { WorklistOnPostgres } from './worklist.fixture';
import { worklistOverStories, worklistProviders } from './worklist.providers';

let service: WorklistOnPostgres;
let http: ServiceOverHttp;
beforeAll(async () => {
  service = await WorklistOnPostgres.start();
  const providers = [{ provide: Stories, useValue: service.stories }, ...worklistProviders, ...worklistOverStories];
  http = await ServiceOverHttp.start({ service: 'worklist', database: service.database, controllers: worklistControllers, providers });
});
afterAll(async () => {
  await http?.stop();
  await service?.stop();
});

it('who may ask what is as it was agreed: what others are asked is nobody else\'s', async () => {
  const make = (roles: Role[], unitPath: string) => ({ personId: uuidv7(), name: `Far ${roles[0] ?? 'away'}`, roles, unitPath, tenant: 'test' });
  const people = peopleOfMatrix(make);
  http.signIn(...Object.values(people));
  const approvalId = await service.requested();
  const { taskId } = await service.nextLeg(approvalId);
  const task = { params: { id: taskId } };
  const found = await askEverything({
    document: (await http.send('GET', '/openapi.json')).body,
    people,
    send: (method, path, by, { body, headers }) => http.send(method, path, by, body, headers),
    calls: {
      'GET /v1/audit/worklist': () => ({}),
      'GET /v1/doctor/worklist': () => ({}),
      'GET /v1/audit/worklist/export.csv': () => ({}),
      'GET /v1/tasks': () => ({ query: '?view=mine', theirs: [taskId] }),
      ...Object.fromEntries(['team', 'waiting', 'done'].map((view) => [`GET /v1/tasks · view=${view}`, () => ({ query: `?view=${view}`, theirs: [taskId] })])),
      'GET /v1/tasks/changes': () => ({ query: '?seconds=0', headers: { 'last-event-id': '0' }, theirs: [taskId] }),
      'GET /v1/notices': () => ({ theirs: [taskId] }),
      'GET /v1/notices/choices': () => ({}),
      'PUT /v1/notices/choices': () => ({ body: {} }),
      'GET /v1/notices/dead': () => ({}),
      'POST /v1/notices/dead/retry': () => ({ body: { all: true } }),
      'POST /v1/notices/dead/drop': () => ({ body: { all: true, reason: 'Long past' } }),
      'GET /v1/notices/devices': () => ({}),
      // Who may is told that there is no key to send with.
      'POST /v1/notices/devices': () => ({ body: { endpoint: 'https://push.example.com/x', keys: { p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4', auth: 'BTBZMqHH6r4Tts7J_aSIgg' } } }),
      'DELETE /v1/notices/devices/{id}': () => ({ params: { id: uuidv7() } }),
      'POST /v1/notices/read': async () => ({ body: { ids: (await service.database.query('SELECT id FROM notice WHERE task_id = $1', [taskId])).map(({ id }) => id) }, theirs: ['"marked":1'] }),
      // Its holder needs no sign-in; to everybody else a link that we did not make tells nothing.
      'GET /v1/decision-links/{token}': () => ({ params: { token: 'A'.repeat(100) } }),
      'POST /v1/decision-links/{token}': () => ({ params: { token: 'A'.repeat(100) }, body: { outcome: 'approved' } }),
      'GET /v1/tasks/{id}': () => task,
      'POST /v1/tasks/{id}/claim': () => task,
      'POST /v1/tasks/{id}/decide': () => ({ ...task, body: { outcome: 'approved' } }),
      'POST /v1/tasks/{id}/complete': () => ({ ...task, body: {} }),
      'POST /v1/tasks/{id}/add-approver': () => ({ ...task, body: { personId: service.other.personId, place: 'after' } }),
      'POST /v1/tasks/{id}/questions': () => ({ ...task, body: { question: 'Why?' } }),
      'POST /v1/tasks/{id}/questions/{questionId}/answer': () => ({ params: { id: taskId, questionId: uuidv7() }, body: { answer: 'So.' } }),
      'POST /v1/tasks/{id}/delegate': () => ({ ...task, body: { to: service.other.personId } }),
      // An answer for each: one that tells nothing of the task is `not_found`.
      'POST /v1/tasks/decisions': () => ({ body: { items: [{ taskId, outcome: 'approved' }] }, theirs: ['"answer":"not_yours"', '"answer":"accepted"', '"answer":"closed"', '"answer":"already_decided"'] }),
      'GET /v1/approvals/timeline': async () => ({ query: `?dealId=${(await service.database.query('SELECT deal_id FROM approval_request WHERE id = $1', [approvalId]))[0].deal_id}`, theirs: [approvalId, taskId] }),
      'GET /v1/approvals': () => ({ theirs: [approvalId] }),
      'GET /v1/approvals/{id}': () => ({ params: { id: approvalId } }),
      'POST /v1/approvals/{id}/withdraw': () => ({ params: { id: approvalId } }),
      // The rules are everybody's to read; they tell of no request. A preview is of one's own.
      'POST /v1/approvals/preview': () => ({ body: { kind: 'discount', fields: { percent: '5' } } }),
      'POST /v1/approvals': () => ({ body: { kind: 'discount', ask: 'Ten per cent', fields: {} } }),
      'GET /v1/approval-policies': () => ({ theirs: ['discount'] }),
      'GET /v1/approval-policies/{id}': () => ({ params: { id: 'discount' } }),
      'POST /v1/approval-policies/validate': () => ({ body: { document: {} } }),
      'POST /v1/approval-policies': () => ({ body: { document: {} } }),
    },
  });
  expect(differences(found, expectedMatrix('worklist', found))).toEqual([]);
});

describe('PostgreSQL itself', () => {
  const person = (roles: Role[], unitPath: string) => ({ personId: uuidv7(), name: 'Somebody', roles, unitPath, tenant: 'test' });
  const shown = (table: string, by: Principal) => shownOf(service.database, table, by);
  let ofLegal: string;
  beforeAll(async () => {
    const { database, rep, legal, manager } = service;
    ofLegal = (await service.open()).taskId;
    const approvalId = await service.requested();
    const { taskId } = await service.nextLeg(approvalId);
    await service.record(taskId, manager, 'approved');
    const handed = 'INSERT INTO task_delegation (task_id, key, delegated_by, delegated_to, delegated_at) VALUES ($1, $2, $3, $4, now())';
    await database.query(handed, [ofLegal, 'handed', legal.personId, manager.personId]);
    const question = `INSERT INTO task_question (id, task_id, key, asked_by, asked_of, question, asked_at) VALUES ($1, $2, 'why', $3, $4, 'Why?', now())`;
    await database.query(question, [uuidv7(), taskId, manager.personId, rep.personId]);
    await database.query('INSERT INTO approval_copy (approval_id, person_id, "of", copied_at) VALUES ($1, $2, $3, now())', [approvalId, rep.personId, ['granted']]);
    const added = `INSERT INTO approval_addition (task_id, key, leg, place, person_id, added_by, added_at) VALUES ($1, 'more', 'more', 'after', $2, $3, now())`;
    await database.query(added, [taskId, service.other.personId, manager.personId]);
  });

  const parts = ['task_inbox', 'task_change', 'task_decision', 'task_delegation', 'task_question', 'approval_addition', 'approval_copy'] as const;
  wallContract({ database: () => service.database, person, tables: ['approval_request', 'task', ...parts], open: ['known_stand_in'] });

  it('shows a task to those whom it asks, to those above them, and to who handed it on', async () => {
    const { legal, head, rep, manager } = service;
    const [all] = await service.database.query('SELECT count(*)::int AS n FROM task WHERE $1 = ANY (potential_owners)', [legal.personId]);
    expect(await shown('task_inbox', legal)).toBe(all.n);
    const seen = async (by: Principal, id: string) => (await http.send('GET', `/v1/tasks/${id}`, by)).status;
    http.signIn(legal, head, rep, manager);
    expect([await seen(legal, ofLegal), await seen(head, ofLegal), await seen(rep, ofLegal)]).toEqual([200, 200, 404]);
    expect(await shown('task', { ...manager, roles: [], unitPath: '' })).toBeGreaterThan(0);
  });

  it('shows to each his own notices, to nobody all of them', async () => {
    const { legal, database } = service;
    const [his] = await database.query('SELECT count(*)::int AS n FROM notice WHERE person_id = $1', [legal.personId]);
    expect(his.n).toBeGreaterThan(0);
    expect(await shown('notice', legal)).toBe(his.n);
    expect(await shown('notice', person(['admin'], '1.'))).toBe(0);
  });
});
