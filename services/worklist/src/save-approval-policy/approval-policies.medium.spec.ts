import { v7 as uuidv7 } from 'uuid';
import { RecordAddedApproverCommand } from '../add-approver/record-added-approver.command';
import { ConcludeApprovalCommand } from '../conclude-approval/conclude-approval.command';
import { WorklistOnPostgres } from '../worklist.fixture';
import { WorklistOverHttp } from '../worklist-http.fixture';

const silence = { dueWorkingHours: 8, ladder: [{ afterWorkingHours: 4, do: 'remind' }, { afterWorkingHours: 8, do: 'manager' }, { afterWorkingHours: 24, do: 'lapse' }] };
const header = { kind: 'approval', version: 1, effectiveFrom: '2026-01-01', author: 'Head', reason: 'Somebody has to look', fallbackRole: 'sales-head' };
const travel = {
  ...header,
  id: 'travel',
  subject: 'travel',
  request: {
    label: 'Journey',
    fields: [{ name: 'amount', label: 'Total', type: 'decimal' }, { name: 'class', label: 'Class', type: 'text', oneOf: ['second', 'first'], required: false }],
    lines: [{ name: 'price', label: 'Price', type: 'decimal' }],
  },
  legs: [
    { key: 'line', label: 'Line', step: 1, when: { always: true }, approver: { by: 'managers', upTo: 2 }, ...silence },
    { key: 'finance', label: 'Finance', step: 2, when: { aggregate: 'max', of: 'price', op: '>', value: '1000' }, approver: { by: 'role', role: 'finance' }, ...silence },
    { key: 'legal', label: 'Legal', step: 2, when: { field: 'class', equals: 'first' }, approver: { by: 'role', role: 'legal' }, mode: 'all', requires: { comment: 'always' }, ...silence },
  ],
  copies: [{ on: 'concluded', to: { by: 'role', role: 'finance' } }],
};

describe('approval policies over HTTP', () => {
  let worklist: WorklistOnPostgres;
  let http: WorklistOverHttp;
  beforeAll(async () => {
    worklist = await WorklistOnPostgres.start();
    http = await WorklistOverHttp.start(worklist);
  });
  afterAll(async () => {
    await http.stop();
    await worklist.stop();
  });
  const save = (document: object, by = worklist.head) => http.send('POST', '/v1/approval-policies', by, { document });
  const preview = (body: object, by = worklist.rep) => http.send('POST', '/v1/approvals/preview', by, body);

  it('a faulty one is refused with each field and what to do, by checking as by saving; a good one is told whom it would not find', async () => {
    const [line, finance] = travel.legs;
    const faulty = {
      ...travel,
      legs: [{ ...line, approver: { by: 'managers' } }, { ...finance, key: 'line', when: { aggregate: 'max', of: 'prise', op: '>', value: '1000' }, mayEdit: ['colour'] }, { ...finance, key: 'third', ladder: [{ afterWorkingHours: 4, do: 'remind' }] }],
    };
    const told = [
      'legs[1].mayEdit[0] is colour, which is no field of the request: write one of amount, class',
      'legs[0].approver does not say how far up: add upTo (levels) or upToAmount',
      'legs[1].key another leg has this key: give it one of its own',
      'legs[1].when.of is prise, which is no field of the request: write price',
      'legs[2].ladder would wait for ever: end it with approve, reject or lapse, or write lapseAfterWorkingDays for the policy',
    ];
    const { status, body } = await save(faulty);
    expect([status, body.code, body.errors.map(({ field, message }: any) => `${field} ${message}`)]).toEqual([422, 'approval_policy.invalid', told]);
    const checked = await http.send('POST', '/v1/approval-policies/validate', worklist.rep, { document: faulty });
    expect(checked.body).toMatchObject({ ok: false, warnings: [] });
    expect(checked.body.faults.map(({ path, message, action }: any) => `${path} ${message}: ${action}`)).toEqual(told);
    const strange = { ...travel, legs: [line, { ...finance, approver: { by: 'group', group: 'moon' } }], copies: [] };
    expect((await http.send('POST', '/v1/approval-policies/validate', worklist.rep, { document: strange })).body).toMatchObject({
      ok: true, faults: [], warnings: [{ path: 'legs[1].approver.group', message: 'nobody is in the group moon' }],
    });
  });

  it('is saved once, by number, with its event; the same again changes nothing; only who makes the rules may', async () => {
    expect((await save(travel, worklist.rep)).status).toBe(403);
    await worklist.database.truncate();
    const answers = await Promise.all(Array.from({ length: 6 }, () => save(travel)));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
    expect(await worklist.database.facts()).toEqual(['policy.published']);
    expect((await save({ ...travel, reason: 'Otherwise' })).body).toMatchObject({ code: 'approval_policy.version_fixed', data: { next: 2 } });
    expect((await save({ ...travel, version: 3 })).body).toMatchObject({ code: 'approval_policy.version_skipped', data: { next: 2 } });
    expect((await save({ ...travel, id: 'journeys' })).body).toMatchObject({ code: 'approval_policy.subject_taken', data: { id: 'travel' } });
    const rivals = await Promise.all(['a', 'b', 'c'].map((reason) => save({ ...travel, version: 2, effectiveFrom: '2026-03-03', reason })));
    expect(rivals.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const { body } = await http.send('GET', '/v1/approval-policies/travel', worklist.rep);
    expect(body).toMatchObject({ subject: 'travel', inForce: 1, request: { label: 'Journey' }, versions: [{ version: 2, effectiveFrom: '2026-03-03' }, { version: 1, document: { legs: [{ ifNobody: 'fallback' }, {}, {}] } }] });
    const { body: all } = await http.send('GET', '/v1/approval-policies', worklist.rep);
    expect(all.items.map(({ id, inForce, latest }: any) => [id, inForce, latest])).toEqual([['discount', 1, 1], ['duplicate', 1, 1], ['extension', 1, 1], ['travel', 1, 2]]);
    expect((await http.send('GET', '/v1/approval-policies/nothing', worklist.rep)).body.code).toBe('approval_policy.not_found');
  });

  it('shows a route with names and times before it is asked for, with who stands in, and writes nothing', async () => {
    const { rep, manager, head, other, finance, legal } = worklist;
    const absence = `INSERT INTO known_absence (id, person_id, starts_at, ends_at, cancelled, version) VALUES (uuidv7(), $1, '2026-03-01', '2026-03-09', false, 1)`;
    await worklist.database.query(absence, [manager.personId]);
    await worklist.database.query(
      `INSERT INTO known_stand_in (id, person_id, stand_in_id, starts_at, ends_at, kinds, up_to, withdrawn, version) VALUES (uuidv7(), $1, $2, '2026-03-01', '2026-03-09', '{}', NULL, false, 1)`,
      [manager.personId, other.personId],
    );
    await worklist.database.truncate();
    const { status, body } = await preview({ kind: 'travel', fields: { amount: '5000', class: 'first' }, lines: [{ price: '900' }, { price: '4100.00' }], amount: { amount: '5000', currency: 'CNY' } });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        policy: { id: 'travel', version: 1 },
        legs: [
          // Monday 10:00 in Shanghai; each of two in turn has eight working hours.
          { key: 'line', step: 1, mode: { kind: 'in-turn' }, people: [{ id: other.personId, name: 'Other', standsInFor: { name: 'Manager' } }, { id: head.personId }], askedAt: '2026-03-02T02:00:00.000Z', dueAt: '2026-03-04T02:00:00.000Z' },
          { key: 'finance', step: 2, people: [{ id: finance.personId, name: 'Finance' }], tested: { 'max(price)': '4100' }, askedAt: '2026-03-04T02:00:00.000Z', dueAt: '2026-03-05T02:00:00.000Z' },
          { key: 'legal', step: 2, people: [{ id: legal.personId }], requires: { comment: 'always', signature: false } },
        ],
        answeredBy: '2026-03-05T02:00:00.000Z',
        copies: { requested: [], concluded: [{ name: 'Finance' }] },
      },
    });
    expect(body.legs[0].onSilence).toEqual([
      { do: 'remind', at: '2026-03-02T07:00:00.000Z' },
      { do: 'manager', at: '2026-03-03T02:00:00.000Z' },
      { do: 'lapse', at: '2026-03-05T02:00:00.000Z' },
    ]);
    expect(await worklist.database.facts()).toEqual([]);
    expect((await preview({ kind: 'travel', fields: { amount: 'much', colour: 'red' }, lines: [{}] }, rep)).body).toMatchObject({
      code: 'approval_policy.not_as_declared',
      errors: [{ field: 'fields.amount', code: 'not_a_decimal' }, { field: 'fields.colour', code: 'unknown' }, { field: 'lines[0].price', code: 'missing' }],
    });
    expect((await preview({ kind: 'moon', fields: {} })).body.code).toBe('approval_policy.not_found');
  });

  it('a running request keeps its version, and one that follows asks only those whose values got worse', async () => {
    const granted = await worklist.requested('15');
    await save({ ...header, id: 'discount', subject: 'discount', version: 2, legs: [{ key: 'finance', label: 'Finance alone', when: { field: 'percent', op: '>', value: '10' }, approver: { by: 'role', role: 'finance' }, ...silence }] });
    expect((await http.send('GET', `/v1/approvals/${granted}`, worklist.rep)).body).toMatchObject({ policy: { id: 'discount', version: 1 }, route: [{ key: 'manager' }, { key: 'finance' }] });
    const first = await worklist.nextLeg(granted);
    await worklist.record(first.taskId, worklist.other, 'approved');
    const { taskId } = await worklist.nextLeg(granted);
    // Somebody after finance is still asked when the request is taken back.
    await worklist.get(RecordAddedApproverCommand).execute({ taskId, by: worklist.finance.personId, personId: worklist.head.personId, place: 'after', key: 'head' });
    await worklist.record(taskId, worklist.finance, 'approved');
    await worklist.get(ConcludeApprovalCommand).execute({ requestId: granted, outcome: 'withdrawn', by: worklist.rep.personId });
    expect((await http.send('GET', `/v1/approvals/${granted}`, worklist.rep)).body.route.slice(0, 2).map(({ status }: any) => status)).toEqual(['approved', 'approved']);
    const following = async (percent: string, by = worklist.rep) => (await preview({ kind: 'discount', fields: { percent }, follows: granted }, by)).body;
    expect((await following('14')).legs).toMatchObject([{ key: 'finance', people: [], skipped: 'Finance alone agreed before, and percent is no worse', askedAt: null }]);
    expect((await following('14')).answeredBy).toBeNull();
    expect((await following('16')).legs).toMatchObject([{ key: 'finance', people: [{ name: 'Finance' }], skipped: null }]);
    expect((await following('5')).legs).toEqual([]);
    expect((await following('14', worklist.other)).code).toBe('approval.not_found');
  });

  it('anybody asks for what a policy declares; what was agreed to counts once in what follows', async () => {
    const journey = { kind: 'travel', ask: 'To the fair in Hanover', fields: { amount: '5000' }, lines: [{ price: '4000' }], amount: { amount: '5000', currency: 'CNY' } };
    const request = (body: object, key: string = uuidv7()) => http.send('POST', '/v1/approvals', worklist.rep, body, key);
    expect((await request({ ...journey, fields: {} })).body.code).toBe('approval_policy.not_as_declared');
    expect((await request({ kind: 'discount', ask: 'Cheaper', fields: { percent: '1' } })).body.code).toBe('approval.of_a_service');
    await worklist.database.truncate();
    const key = uuidv7();
    const { status, body } = await request(journey, key);
    expect({ status, body }).toMatchObject({ status: 201, body: { kind: 'travel', ask: 'To the fair in Hanover', status: 'open', route: [{ key: 'line' }, { key: 'finance' }], figures: { lines: [{ price: '4000' }] } } });
    expect((await request(journey, key)).body.id).toBe(body.id);
    expect(await worklist.database.facts()).toEqual(['approval.requested']);
    expect((await request({ ...journey, follows: body.id })).body).toMatchObject({ code: 'approval.cannot_follow', data: { status: 'open' } });
    for (const by of [worklist.other, worklist.head]) await worklist.record((await worklist.nextLeg(body.id)).taskId, by, 'approved');
    await worklist.record((await worklist.nextLeg(body.id)).taskId, worklist.finance, 'rejected');
    await worklist.get(ConcludeApprovalCommand).execute({ requestId: body.id, outcome: 'refused' });
    // The line tests nothing, so it sees that the price is lower; were all the same, it would not be asked.
    const again = await Promise.all([request({ ...journey, follows: body.id }), request({ ...journey, follows: body.id })]);
    expect(again.map((one) => one.status).sort()).toEqual([201, 409]);
    const follower = again.find((one) => one.status === 201)!.body;
    expect(follower).toMatchObject({ subjectId: body.subjectId, route: [{ key: 'line', status: 'skipped' }, { key: 'finance', status: 'waiting' }] });
    expect((await worklist.nextLeg(follower.id)).leg).toBe('finance');
  });
});
