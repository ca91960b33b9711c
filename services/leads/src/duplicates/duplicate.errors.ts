import { defineErrors } from '@throughline/errors/throughline-error';

export const duplicateErrors = defineErrors('duplicate', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such pair',
    situation: 'The id is unknown, or the record lies outside what the caller may see.',
    action: 'Look the pair up in the list of possible duplicates.',
  },
  already_decided: {
    family: 'user',
    status: 409,
    title: 'Somebody has decided this pair',
    situation: 'The two were merged, or found to be different.',
    action: 'Read the list again.',
  },
});
