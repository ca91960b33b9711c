import type { Principal } from '@throughline/access/principal';
import { errorFromCode, type ThroughlineError } from '@throughline/errors/throughline-error';
import { storyErrors } from '@throughline/temporal/story.errors';
import type { Decision, Delegation } from '@throughline/process-contracts/decision';
import { DelegateTaskCommand } from '../delegate-task/delegate-task.command';
import { RecordDelegationCommand } from '../record-delegation/record-delegation.command';
import { RecordDecisionCommand } from '../record-decision/record-decision.command';
import { WorklistOnPostgres, story } from '../worklist.fixture';
import { DecideTaskCommand } from './decide-task.command';

describe('deciding over the API', () => {
  let worklist: WorklistOnPostgres;
  beforeAll(async () => void (worklist = await WorklistOnPostgres.start()));
  afterAll(() => worklist.stop());
  beforeEach(() => void (worklist.stories.answer = (args) => worklist.get(RecordDecisionCommand).execute(args[0] as Decision)));

  const decide = (taskId: string, key: string, by = worklist.manager, outcome: 'approved' | 'rejected' = 'approved') =>
    worklist.get(DecideTaskCommand).execute({ taskId, outcome, key }, by);

  it('asks the story with one update id for each caller’s key', async () => {
    const { taskId } = await worklist.nextLeg(await worklist.requested());
    expect(await decide(taskId, 'k1')).toMatchObject({ answer: 'accepted', outcome: 'approved', by: worklist.manager.personId });
    expect(worklist.stories.heard.at(-1)).toMatchObject({ workflowId: story, updateId: `decide:${taskId}:k1` });
    expect(await decide(taskId, 'k1')).toMatchObject({ answer: 'accepted' });
    const late = decide(taskId, 'k2', worklist.manager, 'rejected');
    await expect(late).rejects.toMatchObject({ code: 'task.already_decided', details: { data: { outcome: 'approved', by: worklist.manager.personId } } });
  });

  it('reads the row when the story is over or says that it has its answer', async () => {
    for (const refusal of [storyErrors.not_running(), errorFromCode('task.already_decided')]) {
      const { taskId } = await worklist.nextLeg(await worklist.requested());
      worklist.stories.answer = async () => {
        await worklist.record(taskId, worklist.manager, 'rejected', 'first');
        throw refusal;
      };
      await expect(decide(taskId, 'second')).rejects.toMatchObject({ code: 'task.already_decided', details: { data: { outcome: 'rejected' } } });
    }
  });

  it('says "unknown" when no answer was heard, and takes the decision all the same when asked again with the same key', async () => {
    const { taskId } = await worklist.nextLeg(await worklist.requested());
    worklist.stories.answer = async (args) => {
      await worklist.get(RecordDecisionCommand).execute(args[0] as Decision);
      return 'unknown';
    };
    expect(await decide(taskId, 'k1')).toMatchObject({ answer: 'unknown', taskId });
    expect(await decide(taskId, 'k1')).toMatchObject({ answer: 'accepted', outcome: 'approved' });
  });

  it('asks the story once for all who decide at the same time, and again only where that came to nothing', async () => {
    const { taskId } = await worklist.nextLeg(await worklist.requested());
    const asked = () => worklist.stories.heard.filter(({ updateId }) => updateId.startsWith(`decide:${taskId}:`));
    worklist.stories.answer = async () => ({ answer: 'not_yours', outcome: '', by: '', at: '' });
    const refused = decide(taskId, 'k1');
    refused.catch(() => undefined);
    while (asked().length === 0) await new Promise(setImmediate);
    worklist.stories.answer = (args) => worklist.get(RecordDecisionCommand).execute(args[0] as Decision);
    expect(await decide(taskId, 'k2')).toMatchObject({ answer: 'accepted' });
    await expect(refused).rejects.toMatchObject({ code: 'task.not_yours' });
    expect(asked()).toHaveLength(2);

    const next = (await worklist.nextLeg(await worklist.requested())).taskId;
    const said = await Promise.allSettled(['approved', 'rejected', 'rejected'].map((outcome, n) => decide(next, `k${n}`, worklist.manager, outcome as 'approved')));
    expect(said.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    for (const late of said.slice(1)) expect(late).toMatchObject({ reason: { code: 'task.already_decided', details: { data: { outcome: 'approved' } } } });
    expect(worklist.stories.heard.filter(({ updateId }) => updateId.startsWith(`decide:${next}:`))).toHaveLength(1);
  });

  it('refuses strangers without asking the story', async () => {
    const { taskId } = await worklist.nextLeg(await worklist.requested());
    const before = worklist.stories.heard.length;
    await expect(decide(taskId, 'k', worklist.rep)).rejects.toMatchObject({ code: 'task.not_yours' });
    await expect(decide('019a0000-0000-7000-8000-000000000000', 'k')).rejects.toMatchObject({ code: 'task.not_found' });
    const delegated = worklist.get(DelegateTaskCommand).execute({ taskId, to: worklist.head.personId, key: 'k' }, worklist.other);
    await expect(delegated).rejects.toMatchObject({ code: 'task.not_yours' });
    expect(worklist.stories.heard).toHaveLength(before);
  });

  it('says until when somebody is away to whom it cannot be handed, and nothing of him where there is more against him', async () => {
    const { database, manager, head, rep } = worklist;
    const absent = `INSERT INTO known_absence (id, person_id, starts_at, ends_at, cancelled, version) VALUES (uuidv7(), $1, $2, $3, $4, 1)`;
    // The second follows upon the first; the third was cancelled.
    const spans = [['2026-03-01', '2026-03-04', false], ['2026-03-04', '2026-03-09', false], ['2026-03-09', '2026-03-20', true]];
    for (const { personId } of [head, rep]) for (const span of spans) await database.query(absent, [personId, ...span]);
    worklist.stories.answer = (args) => worklist.get(RecordDelegationCommand).execute(args[0] as Delegation);
    const { taskId } = await worklist.nextLeg(await worklist.requested());
    const hand = ({ personId: to }: Principal) => worklist.get(DelegateTaskCommand).execute({ taskId, to, key: to }, manager).catch((error: ThroughlineError) => error);
    const awayUntil = '2026-03-09T00:00:00.000Z';
    expect(await hand(head)).toMatchObject({ code: 'task.delegate_not_allowed', details: { detail: `The person is away until ${awayUntil}.`, data: { awayUntil } } });
    expect(await hand(rep)).toMatchObject({ code: 'task.delegate_not_allowed', details: { field: 'to' } });
    expect(await hand(rep)).not.toHaveProperty('details.data');
    await database.query('DELETE FROM known_absence');
    expect(await hand(head)).toMatchObject({ answer: 'accepted', potentialOwners: [head.personId] });
  });
});
