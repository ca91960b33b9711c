import { concerned, listChange, type TaskChange } from './list-change';

/** Opened for ann, below bea, asked for by cem. */
const opened: TaskChange = {
  seq: '1', taskId: 't', wasOpen: false, wasAsked: [], wasTakenBy: null, status: 'open', asked: ['ann'], takenBy: null, decidedBy: null,
  requesterId: 'cem', requestIsOpen: true, delegatedBy: [], above: { ann: ['bea'] },
};
const was = { wasOpen: true, wasAsked: ['ann'] };

it.each<[string, Partial<TaskChange>, string, [string, string[], string[]] | undefined]>([
  ['opened, for who is asked', {}, 'ann', ['added', ['mine'], []]],
  ['opened, for his manager', {}, 'bea', ['added', ['team'], []]],
  ['opened, for the requester', {}, 'cem', ['added', ['waiting'], []]],
  ['opened, for anybody else', {}, 'dov', undefined],
  ['reminded', was, 'ann', ['changed', ['mine'], []]],
  ['taken by another', { ...was, asked: ['ann', 'dov'], wasAsked: ['ann', 'dov'], takenBy: 'dov' }, 'ann', ['gone', [], ['mine']]],
  ['given back by another', { ...was, asked: ['ann', 'dov'], wasAsked: ['ann', 'dov'], wasTakenBy: 'dov' }, 'ann', ['added', ['mine'], []]],
  ['handed on, for who had it', { ...was, asked: ['dov'], delegatedBy: ['ann'] }, 'ann', ['changed', ['waiting'], ['mine']]],
  ['handed on, for who has it now', { ...was, asked: ['dov'], delegatedBy: ['ann'] }, 'dov', ['added', ['mine'], []]],
  ['handed on to another team, for the manager', { ...was, asked: ['dov'], delegatedBy: ['ann'] }, 'bea', ['gone', [], ['team']]],
  ['climbed to the manager', { ...was, asked: ['ann', 'bea'] }, 'bea', ['changed', ['mine', 'team'], []]],
  ['decided, for who did', { ...was, status: 'done', decidedBy: 'ann' }, 'ann', ['decided', ['done'], ['mine']]],
  ['decided, for the requester', { ...was, status: 'done', decidedBy: 'ann' }, 'cem', ['decided', [], ['waiting']]],
  ['decided, and the request with it, for the requester', { ...was, status: 'done', decidedBy: 'ann', requestIsOpen: false }, 'cem', ['decided', [], ['waiting']]],
  ['not yet taken back after the request has ended, for the requester', { ...was, requestIsOpen: false }, 'cem', ['gone', [], ['waiting']]],
  ['decided by another', { ...was, asked: ['ann', 'dov'], wasAsked: ['ann', 'dov'], status: 'done', decidedBy: 'dov' }, 'ann', ['decided', [], ['mine']]],
  ['cancelled', { ...was, status: 'cancelled' }, 'ann', ['gone', [], ['mine']]],
  ['something after it was cancelled', { wasAsked: ['ann'], status: 'cancelled' }, 'ann', undefined],
])('%s', (_what, change, person, expected) => {
  const told = listChange({ ...opened, ...change }, person);
  expect(told && [told.change, told.lists, told.left]).toEqual(expected);
});

it('names everybody whom it may concern', () => {
  expect([...concerned({ ...opened, wasAsked: ['dov'], delegatedBy: ['dov'], decidedBy: 'eva' })].sort()).toEqual(['ann', 'bea', 'cem', 'dov', 'eva']);
});
