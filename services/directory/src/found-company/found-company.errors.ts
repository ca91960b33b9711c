import { defineErrors } from '@throughline/errors/throughline-error';

export const foundingErrors = defineErrors('founding', {
  not_empty: {
    family: 'user',
    status: 409,
    title: 'There is a company already',
    situation: 'The directory has units or people.',
    action: 'Have an administrator enter you; a new link for him is given by `throughline sign-in link`.',
  },
});
