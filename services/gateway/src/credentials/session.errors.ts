import { defineErrors } from '@throughline/errors/throughline-error';

export const sessionErrors = defineErrors('session', {
  cross_site: {
    family: 'user',
    status: 403,
    title: 'This did not come from our pages',
    situation: 'A change with a session, or a sign-in, without the header X-Throughline-Page, or with an Origin that is not ours: another site may be behind it.',
    action: 'Send it from a page of this installation with "X-Throughline-Page: 1"; programs use an API key instead.',
  },
});
