import { defineErrors } from '@throughline/errors/throughline-error';

export const caseErrors = defineErrors('collection_case', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'No such collection case',
    situation: 'There is no collection case with this id.',
    action: 'Look the case up in /v1/dunning.',
  },
  already_closed: {
    family: 'user',
    status: 409,
    title: 'The collection case is closed',
    situation: 'The customer owes nothing any more.',
    action: 'Nothing needs to be done.',
  },
});
