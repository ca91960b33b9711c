import { defineErrors } from '@throughline/errors/throughline-error';

export const customerErrors = defineErrors('customer', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'No such customer',
    situation: 'The account has no contract in force and never had one, so nothing can be received from it.',
    action: 'Check the account id; money from somebody unknown waits until his contract is activated.',
  },
});
