import { defineErrors } from '@throughline/errors/throughline-error';

export const taskErrors = defineErrors('task', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'No such task',
    situation: 'There is no task with this id, or you have nothing to do with it.',
    action: 'Look at your tasks in /v1/tasks.',
  },
  not_yours: {
    family: 'user',
    status: 403,
    title: 'The task is not yours',
    situation: 'You are not among those who are asked, somebody else holds the task, or the four-eyes rule keeps you from it.',
    action: 'Leave it to those named in the task, or have one of them delegate it to you.',
  },
  already_claimed: {
    family: 'user',
    status: 409,
    title: 'Somebody else took the task',
    situation: 'Another potential owner claimed it first.',
    action: 'Nothing needs to be done; "data" says who has it.',
  },
  already_decided: {
    family: 'user',
    status: 409,
    title: 'The task is already decided',
    situation: 'Somebody answered it before; a task is answered once.',
    action: 'Read the decision that stands in "data".',
  },
  closed: {
    family: 'user',
    status: 409,
    title: 'The task is no longer open',
    situation: 'What it asked for lapsed, was withdrawn or is no longer needed.',
    action: 'Read the subject again: its status says how it ended.',
  },
  changed: {
    family: 'user',
    status: 409,
    title: 'The task has changed since you opened it',
    situation: 'It was handed on, has climbed or was changed after the version that you saw.',
    action: 'Read it again and decide on what it says now; "data" has its version.',
  },
  outcome_not_allowed: {
    family: 'user',
    status: 422,
    title: 'This task cannot be answered so',
    situation: 'Each kind of task has its own answers.',
    action: 'Use one of the outcomes listed in "data".',
  },
  delegate_not_allowed: {
    family: 'user',
    status: 422,
    title: 'The task cannot be handed to this person',
    situation: 'The person is unknown or inactive, asked for the thing himself, or has decided another leg of it.',
    action: 'Choose somebody else.',
  },
  nobody_to_ask: {
    family: 'operational',
    status: 503,
    title: 'There is nobody to ask',
    situation: 'Nobody active has the role that the task asks for, nor the role that stands in for it.',
    action: 'Have an administrator give somebody the role; the task is opened as soon as that is done.',
  },
});
