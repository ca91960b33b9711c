import { defineErrors } from '@throughline/errors/throughline-error';

export const planErrors = defineErrors('plan', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'No such payment plan',
    situation: 'There is no payment plan with this id, or it lies outside of what you may see.',
    action: 'Look the plan up in /v1/plans.',
  },
  line_not_found: {
    family: 'user',
    status: 404,
    title: 'No such line',
    situation: 'The line does not exist or belongs to another customer than the receipt.',
    action: 'Use the line ids of the customer’s plans in /v1/plans.',
  },
  already_cancelled: {
    family: 'user',
    status: 409,
    title: 'The plan is already cancelled',
    situation: 'The contract of this plan ended before.',
    action: 'Nothing needs to be done.',
  },
});
