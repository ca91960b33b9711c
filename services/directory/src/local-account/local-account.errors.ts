import { defineErrors } from '@throughline/errors/throughline-error';

/** One answer for all that can be wrong with who signs in: what of it is wrong helps nobody but a thief. */
export const signInErrors = defineErrors('sign_in', {
  refused: {
    family: 'user',
    status: 401,
    title: 'This did not work',
    situation: 'The e-mail address or the password is wrong, there were too many tries, or the person has left.',
    action: 'Try again in a while, or set a new password: by a link that is sent to you (/forgot-password) or that an administrator gives you.',
  },
  busy: {
    family: 'operational',
    status: 503,
    title: 'Too many sign in at once',
    situation: 'More passwords wait to be checked than are checked in some seconds; this one was not looked at.',
    action: 'Try again after the seconds given in Retry-After.',
  },
  link_not_valid: {
    family: 'user',
    status: 422,
    title: 'The link is not valid any more',
    situation: 'It was used before, a newer one was given, it is too old, or the person has left.',
    action: 'Ask for a new one, by mail or of an administrator.',
  },
  no_mail: {
    family: 'user',
    status: 422,
    title: 'No links are sent here',
    situation: 'This deployment has no mail server (SMTP_URL).',
    action: 'Ask an administrator for a link to set a new password.',
  },
  password_not_allowed: {
    family: 'user',
    status: 422,
    title: 'Choose another password',
    situation: 'It is shorter than 15 characters or longer than 128, easy to guess, or made of your own name.',
    action: 'Take a sentence or some words that nobody connects with you.',
  },
});
