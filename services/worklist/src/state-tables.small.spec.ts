import { approvalTransitions, verbOf } from './approval/approval.transitions';
import { Task } from './task/task.entity';
import { taskTransitions } from './task/task.transitions';

describe.each([
  ['task', taskTransitions],
  ['approval request', approvalTransitions],
] as const)('the states of a %s', (_, table) => {
  it('can all be reached from open, and an end is an end', () => {
    const ends = Object.values(table.open) as string[];
    expect(['open', ...ends].sort()).toEqual(Object.keys(table).sort());
    for (const end of ends) expect(table[end as keyof typeof table]).toEqual({});
  });
});

it('names a verb for each conclusion', () => {
  for (const [outcome, verb] of Object.entries(verbOf)) expect(approvalTransitions.open[verb]).toBe(outcome);
});

describe('a task', () => {
  const task = () => Object.assign(new Task(), { kind: 'approval', status: 'open', potentialOwners: ['a', 'b'], notBy: ['c'], actualOwner: null });
  const now = new Date(0);

  it('is for those who are asked until one of them takes it', () => {
    const taken = task();
    expect(['a', 'b', 'c', 'd'].map((person) => taken.isFor(person))).toEqual([true, true, false, false]);
    taken.claim('a');
    expect(['a', 'b'].map((person) => taken.isFor(person))).toEqual([true, false]);
    expect(() => taken.claim('b')).toThrow('task.already_claimed');
    taken.climbTo(['boss']);
    expect(['a', 'b', 'boss'].map((person) => taken.isFor(person))).toEqual([true, true, true]);
  });

  it('takes the answers of its kind, once', () => {
    const decided = task();
    expect(() => decided.decide('done', now)).toThrow('task.outcome_not_allowed');
    decided.decide('returned', now);
    for (const late of [() => decided.decide('approved', now), () => decided.cancel(now), () => decided.lapse(now), () => decided.handTo('d')]) {
      expect(late).toThrow('task.closed');
    }
  });
});
