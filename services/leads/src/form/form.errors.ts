import { defineErrors } from '@throughline/errors/throughline-error';

/** Forms on the company's own pages. What the public is told says nothing about other leads. */
export const formErrors = defineErrors('form', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such form',
    situation: 'The id or the public key is unknown.',
    action: 'Look the form up in the list of forms.',
  },
  closed: {
    family: 'user',
    status: 409,
    title: 'The form is closed',
    situation: 'The form, or the pool that its leads go to, takes no leads any more.',
    action: 'Use another form.',
  },
  origin_not_allowed: {
    family: 'user',
    status: 403,
    title: 'The form does not belong on this page',
    situation: 'The Origin header is missing, or is not one of those that the form allows.',
    action: 'Send the form from a page of an allowed origin, or have the origin added by opening a new form.',
  },
  captcha_missing: {
    family: 'user',
    status: 422,
    title: 'Show that you are human',
    situation: 'The form asks for a captcha and none was sent.',
    action: 'Solve the captcha and send its token as "captcha".',
  },
  captcha_failed: {
    family: 'user',
    status: 422,
    title: 'The captcha was not accepted',
    situation: 'The token is wrong, too old, used before, or of another page.',
    action: 'Solve the captcha anew.',
  },
  captcha_unavailable: {
    family: 'operational',
    status: 503,
    title: 'The captcha cannot be checked',
    situation: 'The verification service did not answer in time or not as it should. Nothing was taken in.',
    action: 'Send the form again after the seconds given in Retry-After.',
  },
  captcha_not_set_up: {
    family: 'user',
    status: 422,
    title: 'No captcha is set up',
    situation: 'The form is to require a captcha, but this installation has no service to check it with.',
    action: 'Set CAPTCHA_VERIFY_URL and CAPTCHA_SECRET, or open the form without a captcha.',
  },
});
