import { RecordDelegationCommand } from '../record-delegation/record-delegation.command';
import { WorklistOnPostgres } from '../worklist.fixture';

describe('recording a decision', () => {
  let worklist: WorklistOnPostgres;
  beforeAll(async () => void (worklist = await WorklistOnPostgres.start()));
  afterAll(() => worklist.stop());
  beforeEach(() => worklist.database.truncate());

  it('takes one of many that come at the same time, and tells all others what stands', async () => {
    for (let round = 0; round < 10; round += 1) {
      await worklist.database.truncate();
      const { taskId } = await worklist.nextLeg(await worklist.requested());
      const outcomes = ['approved', 'rejected', 'approved', 'returned', 'rejected', 'approved'] as const;
      const answers = await Promise.all(outcomes.map((outcome) => worklist.record(taskId, worklist.manager, outcome)));
      const accepted = answers.filter(({ answer }) => answer === 'accepted');
      expect(accepted).toHaveLength(1);
      for (const { outcome, by, at } of answers) expect({ outcome, by, at }).toEqual({ outcome: accepted[0]!.outcome, by: accepted[0]!.by, at: accepted[0]!.at });
      expect((await worklist.database.facts()).filter((fact) => fact === 'task.decided')).toHaveLength(1);
    }
  });

  it('answers the same key the same, also after the task is closed', async () => {
    const { taskId } = await worklist.nextLeg(await worklist.requested());
    const first = await worklist.record(taskId, worklist.manager, 'approved', 'my-key');
    expect(await worklist.record(taskId, worklist.manager, 'approved', 'my-key')).toEqual(first);
    expect(await worklist.record(taskId, worklist.manager, 'rejected', 'another')).toEqual({ ...first, answer: 'already_decided' });
  });

  it('keeps the requester and everybody who is not asked from deciding', async () => {
    const { taskId } = await worklist.nextLeg(await worklist.requested());
    for (const by of [worklist.rep, worklist.other, worklist.finance]) {
      expect(await worklist.record(taskId, by, 'approved')).toMatchObject({ answer: 'not_yours' });
    }
    await expect(worklist.record(taskId, worklist.manager, 'done')).rejects.toMatchObject({ code: 'task.outcome_not_allowed' });
    expect(await worklist.database.facts()).toEqual(['approval.requested', 'task.assigned']);
  });

  it('is refused by the database too when the requester decides, whatever wrote it', async () => {
    const { taskId } = await worklist.nextLeg(await worklist.requested());
    const { database, rep } = worklist;
    const insert = database.query(
      `INSERT INTO task_decision (task_id, outcome, decided_by, decided_at, key) VALUES ($1, 'approved', $2, now(), 'x')`,
      [taskId, rep.personId],
    );
    await expect(insert).rejects.toThrow('is not for');
    const asking = database.query('UPDATE task SET potential_owners = potential_owners || $2::uuid WHERE id = $1', [taskId, rep.personId]);
    await expect(asking).rejects.toThrow('task_separates_duties');
  });

  it('follows a delegation, but never back to the requester nor to nobody', async () => {
    const { taskId } = await worklist.nextLeg(await worklist.requested());
    const delegate = (from: string, to: string, key: string) => worklist.get(RecordDelegationCommand).execute({ taskId, from, to, key });
    const { manager, rep, head, other } = worklist;
    expect(await delegate(other.personId, head.personId, 'k0')).toMatchObject({ answer: 'not_yours' });
    expect(await delegate(manager.personId, rep.personId, 'k1')).toMatchObject({ answer: 'not_allowed' });
    expect(await delegate(manager.personId, '019a0000-0000-7000-8000-000000000000', 'k2')).toMatchObject({ answer: 'not_allowed' });
    const accepted = { answer: 'accepted', potentialOwners: [head.personId] };
    expect(await delegate(manager.personId, head.personId, 'k3')).toEqual(accepted);
    expect(await delegate(manager.personId, head.personId, 'k3')).toEqual(accepted);
    expect(await worklist.record(taskId, manager, 'approved')).toMatchObject({ answer: 'not_yours' });
    expect(await worklist.record(taskId, head, 'approved')).toMatchObject({ answer: 'accepted' });
    expect(await worklist.database.facts()).toEqual(['approval.requested', 'task.assigned', 'task.delegated', 'task.decided']);
  });
});
