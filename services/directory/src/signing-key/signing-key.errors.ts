import { defineErrors } from '@throughline/errors/throughline-error';

export const signingKeyErrors = defineErrors('signing_key', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such signing key',
    situation: 'No valid key has this id: it never was, or it was withdrawn before.',
    action: 'Look the keys up at /.well-known/jwks.json.',
  },
});
