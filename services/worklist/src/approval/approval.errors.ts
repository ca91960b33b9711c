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
  cannot_follow: {
    family: 'user',
    status: 409,
    title: 'This request cannot be followed by another',
    situation: 'It is still open, it was granted, or another request follows it already.',
    action: 'Withdraw it while it is open; else ask anew without naming it.',
  },
  of_a_service: {
    family: 'user',
    status: 409,
    title: 'Approvals of this kind are asked for where they are needed',
    situation: 'A service asks for them itself, with the record that waits for the answer, or the policy declares no fields.',
    action: 'Ask on the record: a discount on the opportunity, more time on the lead.',
  },
  already_concluded: {
    family: 'user',
    status: 409,
    title: 'The approval request has been concluded',
    situation: 'It was granted, refused, withdrawn, or it lapsed before.',
    action: 'Read the outcome in "data".',
  },
});
