import type { Principal } from '@throughline/access/principal';
import { Money } from '@throughline/money/money';
import { v7 as uuidv7 } from 'uuid';
import { RecordAddedApproverCommand } from '../add-approver/record-added-approver.command';
import { RecordAnswerCommand } from '../answer-question/record-answer.command';
import { layPolicy } from '../approval-policy.fixture';
import { ApprovalViews } from '../approval-views/approval.views';
import { RecordQuestionCommand } from '../ask-question/record-question.command';
import { AskNextLegsCommand } from '../ask-next-legs/ask-next-legs.command';
import { ConcludeApprovalCommand } from '../conclude-approval/conclude-approval.command';
import { OpenApprovalWhenDiscountRequested } from '../open-approval-when-discount-requested/open-approval-when-discount-requested';
import { OpenApprovalCommand } from '../open-approval/open-approval.command';
import { RecordDelegationCommand } from '../record-delegation/record-delegation.command';
import { story, WorklistOnPostgres } from '../worklist.fixture';
import { RecordDecisionCommand } from './record-decision.command';

describe('what people do with an approval', () => {
  let worklist: WorklistOnPostgres;
  beforeAll(async () => {
    worklist = await WorklistOnPostgres.start();
    const { manager, finance, head } = worklist;
    const person = ({ personId }: Principal) => ({ by: 'person' as const, personId });
    const leg = { when: { always: true as const }, dueWorkingHours: 8, ladder: [{ afterWorkingHours: 80, do: 'lapse' as const }] };
    await layPolicy(worklist.database, 'expense', [
      { ...leg, key: 'manager', label: 'Manager', approver: person(manager), mayEdit: ['amount'], requires: { comment: 'rejecting' } },
      { ...leg, key: 'finance', label: 'Finance', approver: person(finance), requires: { comment: 'always', signature: true } },
      { ...leg, key: 'head', label: 'Head', approver: person(head), when: { field: 'amount', op: '>', value: '5000' } },
    ]);
  });
  afterAll(() => worklist.stop());

  const request = async () => {
    const requestId = uuidv7();
    await worklist.get(OpenApprovalCommand).execute({
      requestId, kind: 'expense', subjectId: uuidv7(), dealId: null, requesterId: worklist.rep.personId, orgPath: '1.1.1.', ask: 'Trade fair',
      figures: { amount: { amount: '900.00', currency: 'CNY' } }, amount: Money.of('900.00', 'CNY'), fields: { amount: '900.00' },
    });
    return requestId;
  };
  const decide = (taskId: string, by: Principal, more: object = {}) =>
    worklist.get(RecordDecisionCommand).execute({ taskId, by: by.personId, outcome: 'approved', key: uuidv7(), ...more });
  const asked = async (requestId: string) => {
    const step = await worklist.get(AskNextLegsCommand).execute({ requestId, workflowId: story });
    return 'tasks' in step ? step.tasks.map(({ leg }) => leg) : step.outcome;
  };
  const task = async (requestId: string) => (await worklist.nextLeg(requestId)).taskId;

  it('a leg has its comment and its signature, or no answer', async () => {
    const { manager, finance } = worklist;
    const requestId = await request();
    const first = await task(requestId);
    await expect(decide(first, manager, { outcome: 'rejected' })).rejects.toMatchObject({ code: 'task.comment_required' });
    await expect(decide(first, manager, { changes: { percent: '1' } })).rejects.toMatchObject({ code: 'task.edit_not_allowed', details: { data: { fields: ['amount'] } } });
    await expect(decide(first, manager, { changes: { amount: 'a lot' } })).rejects.toMatchObject({ code: 'task.edit_not_allowed' });
    await expect(decide(first, manager, { outcome: 'returned', comment: 'no', toLeg: 'finance' })).rejects.toMatchObject({ code: 'task.return_not_allowed' });
    await decide(first, manager);
    const second = await task(requestId);
    await expect(decide(second, finance, { comment: 'fine' })).rejects.toMatchObject({ code: 'task.signature_required' });
    await expect(decide(second, finance, { comment: 'fine', signature: 'Manager' })).rejects.toMatchObject({ code: 'task.signature_required' });
    await decide(second, finance, { comment: 'fine', signature: ' finance ' });
    const [row] = await worklist.database.query('SELECT signature FROM task_decision WHERE task_id = $1', [second]);
    expect(row.signature).toMatchObject({ name: 'finance', digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await asked(requestId)).toBe('granted');
  });

  it('a changed amount is what the next ones see, and brings in who has to agree to it', async () => {
    const { manager, finance } = worklist;
    const requestId = await request();
    await decide(await task(requestId), manager, { changes: { amount: '6000.00' } });
    await decide(await task(requestId), finance, { comment: 'so be it', signature: 'Finance' });
    expect(await asked(requestId)).toEqual(['head']);
    expect(await worklist.get(ApprovalViews).one(requestId, worklist.rep)).toMatchObject({ amount: { amount: '6000.00', currency: 'CNY' }, figures: { amount: { amount: '6000.00' } } });
  });

  it('what is set for the service that waits for the answer is what it can take', async () => {
    const { manager } = worklist;
    const requestId = await worklist.requested('9');
    const taskId = await task(requestId);
    await worklist.database.query(`UPDATE approval_request SET route = jsonb_set(route, '{0,mayEdit}', '["percent"]') WHERE id = $1`, [requestId]);
    for (const percent of ['0', '100', '-5', '7.123']) {
      await expect(decide(taskId, manager, { changes: { percent } })).rejects.toMatchObject({ code: 'task.edit_not_allowed', details: { errors: [{ field: 'changes.percent' }] } });
    }
    await decide(taskId, manager, { changes: { percent: '8.5' } });
    expect(await asked(requestId)).toBe('granted');
    await worklist.get(ConcludeApprovalCommand).execute({ requestId, outcome: 'granted' });
    const { changes } = (await worklist.database.events()).findLast(({ type }) => type.includes('approval.granted'))!.payload;
    expect(changes).toEqual({ percent: '8.5' });
  });

  it('a discount that is asked for again asks only those whose values got worse', async () => {
    const { manager, finance, rep } = worklist;
    const subjectId = uuidv7();
    await worklist.database.query(`UPDATE approval_policy SET document = jsonb_set(document, '{legs,0,watches}', '[{"field":"percent","worse":"higher"}]') WHERE subject = 'discount'`);
    const first = await worklist.requested('15', rep.personId, subjectId);
    await decide(await task(first), manager);
    await decide(await task(first), finance, { outcome: 'rejected' });
    await worklist.get(ConcludeApprovalCommand).execute({ requestId: first, outcome: 'refused' });
    const again = async (follows: string, percent: string) => {
      const requestId = uuidv7();
      const cny = (amount: string) => ({ amount, currency: 'CNY' });
      const data = { opportunityId: subjectId, accountId: uuidv7(), ownerId: rep.personId, requesterId: rep.personId, accountName: 'Harbour Cranes', orgPath: '1.1.1.', reason: 'again' };
      const event = { data: { ...data, requestId, follows, percent, listAmount: cny('100000.00'), discountedAmount: cny('88000.00') } };
      await worklist.database.transactions.run((tx) => worklist.get(OpenApprovalWhenDiscountRequested).handle(event as never, tx));
      return requestId;
    };
    const second = await again(first, '12');
    expect(await asked(second)).toEqual(['finance']);
    await worklist.get(ConcludeApprovalCommand).execute({ requestId: second, outcome: 'withdrawn', by: rep.personId });
    expect(await asked(await again(second, '16'))).toEqual(['manager']);
    expect(await asked(await again(uuidv7(), '12'))).toEqual(['manager']);
  });

  it('sent back to an earlier leg it is asked from there again, and counts as one request', async () => {
    const { manager, finance } = worklist;
    const requestId = await request();
    await decide(await task(requestId), manager);
    await decide(await task(requestId), finance, { outcome: 'returned', comment: 'which fair?', toLeg: 'manager', signature: 'Finance' });
    expect(await asked(requestId)).toEqual(['manager']);
    await decide(await task(requestId), manager);
    await decide(await task(requestId), finance, { comment: 'now', signature: 'Finance' });
    expect(await asked(requestId)).toBe('granted');
    const { route } = await worklist.get(ApprovalViews).one(requestId, worklist.rep);
    expect(route.map(({ key, status, answers }) => [key, status, answers.map(({ outcome }) => outcome)])).toEqual([
      ['manager', 'approved', ['approved', 'approved']],
      ['finance', 'approved', ['returned', 'approved']],
    ]);
  });

  it('somebody is added before and after; not the requester, nobody who is away', async () => {
    const { manager, head, legal, rep } = worklist;
    const requestId = await request();
    const taskId = await task(requestId);
    const add = (personId: string, place: 'before' | 'after', key: string = personId) =>
      worklist.get(RecordAddedApproverCommand).execute({ taskId, by: manager.personId, personId, place, key });
    await expect(add(rep.personId, 'before')).rejects.toMatchObject({ code: 'task.approver_not_allowed' });
    await worklist.database.query(`INSERT INTO known_absence (id, person_id, starts_at, ends_at, cancelled, version) VALUES ($1, $2, '2026-03-01', '2026-03-09', false, 1)`, [uuidv7(), legal.personId]);
    await expect(add(legal.personId, 'before')).rejects.toMatchObject({ code: 'task.approver_not_allowed' });
    expect(await worklist.get(RecordDelegationCommand).execute({ taskId, from: manager.personId, to: legal.personId, key: 'd' })).toMatchObject({ answer: 'not_allowed' });
    await worklist.database.query('DELETE FROM known_absence');
    expect(await add(legal.personId, 'after')).toEqual({ leg: 'added_1' });
    expect(await add(head.personId, 'before')).toEqual({ leg: 'added_2' });
    await expect(add(head.personId, 'before')).resolves.toEqual({ leg: 'added_2' });
    expect(await asked(requestId)).toEqual(['added_2']);
    await decide(await task(requestId), head);
    expect(await asked(requestId)).toEqual(['manager']);
    await decide(await task(requestId), manager);
    expect(await asked(requestId)).toEqual(['added_1']);
    expect((await worklist.database.facts()).filter((fact) => fact === 'approval.approver-added')).toHaveLength(2);
  });

  it('a question has one answer, of who was asked', async () => {
    const { manager, rep, legal } = worklist;
    const requestId = await request();
    const taskId = await task(requestId);
    const ask = (of: string) => worklist.get(RecordQuestionCommand).execute({ taskId, by: manager.personId, of, question: 'Which fair?', key: of });
    await expect(ask(legal.personId)).rejects.toMatchObject({ code: 'task.question_not_allowed' });
    const { questionId } = await ask(rep.personId);
    expect(await ask(rep.personId)).toEqual({ questionId });
    const say = (by: Principal, answer: string) => worklist.get(RecordAnswerCommand).execute({ taskId, questionId, by: by.personId, answer });
    await expect(say(legal, 'Canton')).rejects.toMatchObject({ code: 'task.question_not_found' });
    const first = await say(rep, 'Canton');
    expect(await say(rep, 'Canton')).toEqual(first);
    await expect(say(rep, 'Shanghai')).rejects.toMatchObject({ code: 'task.question_answered' });
    expect((await worklist.get(ApprovalViews).one(requestId, rep)).questions).toMatchObject([{ question: 'Which fair?', answer: 'Canton', by: { name: 'Manager' }, of: { name: 'Rep' } }]);
  });
});
