import { defineErrors } from '@throughline/errors/throughline-error';

export const oidcErrors = defineErrors('oidc', {
  not_set_up: {
    family: 'user',
    status: 404,
    title: 'There is no identity provider',
    situation: 'This installation has none (OIDC_ISSUER).',
    action: 'Sign in with a password.',
  },
  refused: {
    family: 'user',
    status: 401,
    title: 'The identity provider did not confirm it',
    situation: 'It was cancelled there, took longer than ten minutes, was begun in another browser, or what came back does not hold.',
    action: 'Begin the sign-in anew.',
  },
  unknown_person: {
    family: 'user',
    status: 403,
    title: 'You are not known here',
    situation: 'The identity provider knows you, but nobody in the directory has your confirmed e-mail address, or that person signs in as somebody else there.',
    action: 'Ask an administrator to enter you, with the e-mail address that you have there.',
  },
  away: {
    family: 'operational',
    status: 503,
    title: 'The identity provider is away',
    situation: 'It did not answer in time, or not as it should.',
    action: 'Try again after the seconds given in Retry-After.',
  },
});
