import { defineErrors } from '@throughline/errors/throughline-error';

// approval.nobody_to_ask is declared by the routing rules (libs/policy approval-route.ts).
export const approvalErrors = defineErrors('approval', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'No such approval request',
    situation: 'There is no approval request with this id, or you have nothing to do with it.',
    action: 'Check the id.',
  },
  not_requester: {
    family: 'user',
    status: 403,
    title: 'Only the requester may withdraw',
    situation: 'Somebody else asked for this approval.',
    action: 'Ask the requester to withdraw it.',
  },
  already_concluded: {
    family: 'user',
    status: 409,
    title: 'The approval request has been concluded',
    situation: 'It was granted, refused, withdrawn, or it lapsed before.',
    action: 'Read the outcome in "data".',
  },
});
