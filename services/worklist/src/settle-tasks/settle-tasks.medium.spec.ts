import { personAbsenceCancelled, personAbsencePlanned, personStandInNamed, personStandInWithdrawn } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { v7 as uuidv7 } from 'uuid';
import { ClaimTaskCommand } from '../claim-task/claim-task.command';
import { FollowStandIns } from '../follow-stand-ins/follow-stand-ins';
import { PresenceActivities } from '../presence/presence.activities';
import { presenceBook } from '../presence/presence-book';
import { FollowHours } from '../recount-ladders/follow-hours';
import { RerouteTasksWhenPresenceChanges } from '../reroute-tasks-when-presence-changes/reroute-tasks-when-presence-changes';
import { taskAnswer, taskColumns } from '../task-views/task.answer';
import { TaskViews } from '../task-views/task.views';
import { WatchPresenceCommand } from '../watch-presence/watch-presence.command';
import type { Colleague } from '../worklist.fixture';
import { WorklistOnPostgres, monday } from '../worklist.fixture';

const day = 24 * 3_600_000;
const inDays = (days: number) => new Date(monday.getTime() + days * day);

// The rep asks; his manager should answer. Other is a colleague of the rep, the head is above the manager.
describe('while somebody is away', () => {
  let worklist: WorklistOnPostgres;
  let version = 1;
  beforeEach(async () => void (worklist = await WorklistOnPostgres.start()));
  afterEach(() => worklist.stop());

  /** As one event of the directory arrives: all that follow it in one transaction. */
  const told = (definition: { type: string }, data: object) =>
    worklist.database.transactions.run(async (tx) => {
      const event = { type: definition.type, data, sequence: (version += 1) } as ReceivedEvent<never>;
      const absence = [personAbsencePlanned.type, personAbsenceCancelled.type].includes(event.type);
      await (absence ? worklist.get(FollowHours).handle(event, tx) : worklist.get(FollowStandIns).handle(event, tx));
      await worklist.get(RerouteTasksWhenPresenceChanges).handle(event, tx);
    });
  const absence = ({ personId }: Colleague, from = 0, to = 5) => ({ personId, absenceId: uuidv7(), from: inDays(from).toISOString(), to: inDays(to).toISOString() });
  const away = async (person: Colleague, from?: number, to?: number) => {
    const data = absence(person, from, to);
    await told(personAbsencePlanned, data);
    return data;
  };
  const standIn = async (person: Colleague, by: Colleague, more: object = {}, from = 0, to = 5) => {
    const data = { personId: person.personId, entryId: uuidv7(), standInId: by.personId, kinds: [], upTo: null, from: inDays(from).toISOString(), to: inDays(to).toISOString(), ...more };
    await told(personStandInNamed, data);
    return data;
  };
  const at = async (days: number) => {
    await worklist.database.setNow(inDays(days));
    return worklist.get(WatchPresenceCommand).execute();
  };
  const inbox = async (person: Colleague) => (await worklist.get(TaskViews).list({ view: 'mine', limit: 50 } as never, person)).items.map(({ id }) => id);
  const asked = async (taskId: string) => {
    const [row] = await worklist.database.query(`SELECT ${taskColumns} FROM task t LEFT JOIN task_decision d ON d.task_id = t.id WHERE t.id = $1`, [taskId]);
    const { potentialOwners, away: missing, decision } = taskAnswer(row, monday, []);
    const one = ({ name, standsInFor }: { name: string; standsInFor?: { name: string } | undefined }) => (standsInFor ? `${name} for ${standsInFor.name}` : name);
    return [potentialOwners.map(one), missing.map(({ name }) => name), ...(decision ? [one({ ...decision, name: decision.by.name })] : [])];
  };
  const ask = async (percent = '5', requester = worklist.rep) => (await worklist.nextLeg(await worklist.requested(percent, requester.personId))).taskId;

  it('his stand-in is asked, with both names in task, decision and events', async () => {
    const { manager, other, database } = worklist;
    await away(manager);
    await standIn(manager, other, { kinds: ['discount'], upTo: { amount: '100000.00', currency: 'CNY' } });
    const taskId = await ask();
    expect(await asked(taskId)).toEqual([['Other for Manager'], ['Manager']]);
    expect(await inbox(manager)).toEqual([]);
    expect(await worklist.record(taskId, manager, 'approved')).toMatchObject({ answer: 'not_yours' });
    expect(await worklist.record(taskId, other, 'approved')).toMatchObject({ answer: 'accepted' });
    expect(await asked(taskId)).toEqual([['Other for Manager'], ['Manager'], 'Other for Manager']);
    const [assigned, decided] = (await database.events()).filter(({ type }) => type.includes('task.'));
    expect(assigned!.payload.standIns).toEqual([{ id: other.personId, for: manager.personId }]);
    expect(decided!.payload).toMatchObject({ by: other.personId, standsInFor: manager.personId });
  });

  it('who stands in for other kinds or smaller amounts is not asked: it goes up as by silence', async () => {
    const { manager, other } = worklist;
    await away(manager);
    await standIn(manager, other, { kinds: ['extension'] });
    expect(await asked(await ask())).toEqual([['Head'], ['Manager']]);
    await standIn(manager, other, { kinds: ['discount'], upTo: { amount: '99999.99', currency: 'CNY' } });
    expect(await asked(await ask())).toEqual([['Head'], ['Manager']]);
  });

  it('nobody stands in for his own request, no chain leads back, and a chain goes as far as somebody who is here', async () => {
    const { manager, rep, other, finance } = worklist;
    await away(manager);
    await standIn(manager, rep);
    expect(await asked(await ask())).toEqual([['Head'], ['Manager']]);
    expect(await asked(await ask('5', other))).toEqual([['Rep for Manager'], ['Manager']]);
    await away(rep);
    await standIn(rep, manager);
    expect(await asked(await ask('5', other))).toEqual([['Head'], ['Manager']]);
    await standIn(rep, finance, { kinds: ['discount'] });
    expect(await asked(await ask('5', other))).toEqual([['Finance for Manager'], ['Manager']]);
  });

  it('where nobody at all is here he is asked all the same', async () => {
    const { manager, head } = worklist;
    await away(manager);
    await away(head);
    expect(await asked(await ask())).toEqual([['Manager'], []]);
  });

  it('an absence that begins tomorrow moves what waits tomorrow, once; when it ends with his stand-in he alone is asked', async () => {
    const { manager, other, database } = worklist;
    const taskId = await ask();
    await standIn(manager, other, {}, 1, 3);
    const planned = await away(manager, 1, 3);
    expect(await asked(taskId)).toEqual([['Manager'], []]);
    await at(1);
    await at(1.5);
    expect(await asked(taskId)).toEqual([['Other for Manager'], ['Manager']]);
    await at(3);
    await told(personAbsencePlanned, planned);
    expect(await asked(taskId)).toEqual([['Manager'], []]);
    expect((await database.facts()).filter((fact) => fact.startsWith('task.'))).toEqual(['task.assigned', 'task.rerouted', 'task.rerouted', 'task.returned']);
    expect(await worklist.record(taskId, manager, 'approved')).toMatchObject({ answer: 'accepted' });
    expect(await database.query('SELECT stands_in_for FROM task_decision')).toEqual([{ stands_in_for: null }]);
  });

  it('told late it moves at once; taken back, he is back; a stand-in named later is asked too', async () => {
    const { manager, other, head } = worklist;
    const taskId = await ask();
    const planned = await away(manager);
    expect(await asked(taskId)).toEqual([['Head'], ['Manager']]);
    const named = await standIn(manager, other);
    expect(await asked(taskId)).toEqual([['Head', 'Other for Manager'], ['Manager']]);
    await told(personStandInWithdrawn, named);
    expect(await asked(taskId)).toEqual([['Head'], ['Manager']]);
    await told(personAbsenceCancelled, planned);
    expect(await asked(taskId)).toEqual([['Head', 'Manager'], []]);
    expect(await inbox(head)).toEqual([taskId]);
  });

  it('what he holds stays with the others who are asked, and a task that climbs passes by who is away', async () => {
    const { legal, finance, head } = worklist;
    const { taskId } = await worklist.open({ people: [legal.personId, finance.personId] });
    await worklist.get(ClaimTaskCommand).execute(taskId, legal);
    await away(legal);
    expect(await asked(taskId)).toEqual([['Finance'], ['Legal']]);
    expect(await inbox(finance)).toEqual([taskId]);
    const silent = await ask();
    await standIn(head, finance);
    await away(head);
    await worklist.silentUntil('2026-03-03T02:00:00Z', silent);
    expect(await asked(silent)).toEqual([['Manager', 'Finance for Head'], ['Head']]);
  });

  it('what was told of before there was a clock gets its moment', async () => {
    const { manager, head, database } = worklist;
    const taskId = await ask();
    await database.query('INSERT INTO known_absence (id, person_id, starts_at, ends_at, cancelled, version) VALUES ($1, $2, $3, $4, false, 1)', [uuidv7(), manager.personId, inDays(1), inDays(3)]);
    expect(await worklist.get(PresenceActivities).nextPresenceDue({ book: presenceBook })).toEqual({ at: inDays(1).toISOString() });
    await at(1);
    expect(await asked(taskId)).toEqual([['Head'], ['Manager']]);
    expect(await inbox(head)).toEqual([taskId]);
  });

  it('his decision and the rerouting in the same moment have one outcome, thirty times', async () => {
    const { manager, other } = worklist;
    await standIn(manager, other, {}, 0, 400);
    const outcomes = new Set<string>();
    for (let round = 0; round < 30; round += 1) {
      const taskId = await ask();
      const planned = absence(manager, 0, 5);
      const [his] = await Promise.all([worklist.record(taskId, manager, 'approved'), told(personAbsencePlanned, planned)]);
      outcomes.add(his.answer);
      const [decision] = await worklist.database.query('SELECT decided_by FROM task_decision WHERE task_id = $1', [taskId]);
      if (his.answer === 'accepted') expect(decision).toEqual({ decided_by: manager.personId });
      else {
        expect(decision).toBeUndefined();
        expect(await asked(taskId)).toEqual([['Other for Manager'], ['Manager']]);
        expect(await worklist.record(taskId, other, 'rejected')).toMatchObject({ answer: 'accepted' });
      }
      await told(personAbsenceCancelled, planned);
    }
    expect([...outcomes].every((answer) => ['accepted', 'not_yours'].includes(answer))).toBe(true);
  });

  it('a task opened in the moment in which he goes is never left with him, thirty times', async () => {
    const { manager, other } = worklist;
    await standIn(manager, other, {}, 0, 400);
    for (let round = 0; round < 30; round += 1) {
      const requestId = await worklist.requested('5');
      const planned = absence(manager, 0, 5);
      const [{ taskId }] = await Promise.all([worklist.nextLeg(requestId), told(personAbsencePlanned, planned)]);
      expect(await asked(taskId)).toEqual([['Other for Manager'], ['Manager']]);
      await told(personAbsenceCancelled, planned);
    }
  });
});
