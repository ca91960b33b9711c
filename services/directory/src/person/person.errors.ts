import { defineErrors } from '@throughline/errors/throughline-error';

export const personErrors = defineErrors('person', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such person',
    situation: 'Nobody has this id, or the person has left.',
    action: 'Look up the person in /v1/people.',
  },
  not_oneself: {
    family: 'user',
    status: 409,
    title: 'One cannot do this to oneself',
    situation: 'You would lock yourself out.',
    action: 'Ask another administrator.',
  },
});
