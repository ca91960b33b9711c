import type { PersonData } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { ApprovalViews } from '../approval-views/approval.views';
import { ClaimTaskCommand } from '../claim-task/claim-task.command';
import { RerouteTasksWhenPersonLeft } from '../reroute-tasks-when-person-left/reroute-tasks-when-person-left';
import { TaskViews } from '../task-views/task.views';
import type { Colleague } from '../worklist.fixture';
import { WorklistOnPostgres } from '../worklist.fixture';
import { RerouteTasksCommand } from './reroute-tasks.command';

describe('the waiting tasks of somebody who has left', () => {
  let worklist: WorklistOnPostgres;
  beforeEach(async () => void (worklist = await WorklistOnPostgres.start()));
  afterEach(() => worklist.stop());

  /** As FollowDirectory writes it, which comes before. */
  const gone = ({ personId }: Colleague) => worklist.database.query('UPDATE known_person SET active = false, version = version + 1 WHERE id = $1', [personId]);
  const reroute = ({ personId }: Colleague) => worklist.get(RerouteTasksCommand).execute(personId);
  const told = ({ personId }: Colleague, active = false) =>
    worklist.get(RerouteTasksWhenPersonLeft).handle({ data: { personId, active } } as ReceivedEvent<PersonData>);
  const inbox = async (person: Colleague) => (await worklist.get(TaskViews).list({ view: 'mine', limit: 50 }, person)).items;
  const { objectContaining } = expect;

  it('go up his line, once; the moments that were promised stay; his own answer is taken no more', async () => {
    const { manager, head, rep } = worklist;
    const requestId = await worklist.requested();
    const task = await worklist.nextLeg(requestId);
    await told(manager, true);
    expect(await inbox(manager)).toHaveLength(1);
    await gone(manager);
    await Promise.all([told(manager), told(manager), told(manager)]);
    expect(await inbox(manager)).toEqual([]);
    expect(await inbox(head)).toEqual([objectContaining({ id: task.taskId, why: 'manager of the requester, who has left', actualOwner: null })]);
    expect(await worklist.nextLeg(requestId)).toEqual({ ...task, potentialOwners: [head.personId] });
    expect(await worklist.record(task.taskId, manager, 'approved')).toMatchObject({ answer: 'not_yours' });
    expect(await worklist.record(task.taskId, head, 'approved')).toMatchObject({ answer: 'accepted' });
    expect(await worklist.database.facts()).toEqual(['approval.requested', 'task.assigned', 'task.rerouted', 'task.decided']);
    const event = (await worklist.database.events()).find(({ type }) => type.includes('rerouted'))!;
    expect(event.payload).toMatchObject({ taskId: task.taskId, from: manager.personId, to: [head.personId], potentialOwners: [head.personId], because: 'has left' });
    expect((await worklist.get(ApprovalViews).one(requestId, rep)).route[0]).toMatchObject({ people: [{ name: 'Head' }], why: 'manager of the requester, who has left' });
  });

  it('stay with the others who are asked, and he holds none', async () => {
    const { legal, finance, database } = worklist;
    const task = await worklist.open({ people: [legal.personId, finance.personId] });
    await worklist.get(ClaimTaskCommand).execute(task.taskId, legal);
    expect(await inbox(finance)).toEqual([]);
    await gone(legal);
    expect(await reroute(legal)).toBe(1);
    expect(await inbox(finance)).toEqual([objectContaining({ id: task.taskId, actualOwner: null, why: 'named by the process', potentialOwners: [{ id: finance.personId, name: 'Finance' }] })]);
    expect(await reroute(legal)).toBe(0);
    expect(await database.facts()).toEqual(['task.assigned', 'task.claimed', 'task.rerouted']);
  });

  it('pass by a manager who has left too, and never come to whom four eyes keep out', async () => {
    const { rep, manager, head, legal } = worklist;
    const review = await worklist.open({ people: [rep.personId], notBy: [manager.personId] });
    await gone(rep);
    await reroute(rep);
    expect((await inbox(head)).map(({ id }) => id)).toEqual([review.taskId]);
    await gone(manager);
    const other = await worklist.open({ people: [legal.personId], notBy: [head.personId] });
    await worklist.database.query('UPDATE known_person SET manager_id = $2 WHERE id = $1', [legal.personId, manager.personId]);
    await gone(legal);
    // The manager has left, the head may not, and no second head is there: somebody has to be given the role first.
    await expect(reroute(legal)).rejects.toMatchObject({ code: 'task.nobody_to_ask', details: { data: { taskId: other.taskId } } });
    await worklist.database.query(`UPDATE known_person SET roles = '{finance,sales-head}' WHERE id = $1`, [worklist.finance.personId]);
    expect(await reroute(legal)).toBe(1);
    expect((await inbox(worklist.finance)).map(({ id }) => id)).toEqual([other.taskId]);
  });

  it('of somebody who is here stay where they are', async () => {
    await worklist.nextLeg(await worklist.requested());
    expect(await reroute(worklist.manager)).toBe(0);
    expect(await inbox(worklist.manager)).toHaveLength(1);
  });

  it('are his neither where a leg comes later, nor where somebody asks later: his manager is the next one up', async () => {
    const { manager, head } = worklist;
    const routed = await worklist.requested();
    await gone(manager);
    expect(await worklist.nextLeg(routed)).toMatchObject({ potentialOwners: [head.personId] });
    const later = await worklist.requested();
    expect((await worklist.get(ApprovalViews).one(later, head)).route[0]).toMatchObject({ why: 'manager of the requester', people: [{ name: 'Head' }] });
  });

  it('are none on a desk that was just cleared: a task opened in the same moment is asked of somebody who is here', async () => {
    const { manager, rep, other, head } = worklist;
    for (let round = 0; round < 10; round += 1) {
      await worklist.database.query('UPDATE known_person SET active = true WHERE id = $1', [manager.personId]);
      const requests = await Promise.all([rep, other, rep, other, rep].map(({ personId }) => worklist.requested('5', personId)));
      const leaving = gone(manager).then(() => reroute(manager));
      const tasks = await Promise.all(requests.map((requestId) => worklist.nextLeg(requestId)));
      await leaving;
      const asked = await worklist.database.query('SELECT potential_owners FROM task WHERE id = ANY ($1)', [tasks.map(({ taskId }) => taskId)]);
      expect(asked).toEqual(tasks.map(() => ({ potential_owners: [head.personId] })));
      expect(await inbox(manager)).toEqual([]);
    }
  });
});
