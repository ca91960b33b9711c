import { defineErrors } from '@throughline/errors/throughline-error';

export const unitErrors = defineErrors('unit', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such unit',
    situation: 'No unit has this id.',
    action: 'Look up the unit in /v1/units.',
  },
});
