import { defineErrors } from '@throughline/errors/throughline-error';

export const accountErrors = defineErrors('account', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such account',
    situation: 'The id is unknown, or the account lies outside what the caller may see.',
    action: 'Leave the id out to make a new account from the lead.',
  },
});
