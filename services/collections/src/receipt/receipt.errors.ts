import { defineErrors } from '@throughline/errors/throughline-error';

export const receiptErrors = defineErrors('receipt', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'No such receipt',
    situation: 'There is no receipt with this id.',
    action: 'Look the receipt up in /v1/receipts.',
  },
  reference_reused: {
    family: 'user',
    status: 409,
    title: 'This bank reference is recorded with other facts',
    situation: 'A receipt with the same bank account and reference exists, but with another amount, customer or day.',
    action: 'Compare with the recorded receipt named in "data"; reverse it if it is wrong.',
  },
  overspent: {
    family: 'user',
    status: 409,
    title: 'More than the receipt has left',
    situation: 'The allocations sum to more than what of the receipt is not allocated yet.',
    action: 'Allocate at most the unapplied amount given in "data".',
  },
  line_overpaid: {
    family: 'user',
    status: 409,
    title: 'More than the line is owed',
    situation: 'An allocation is larger than what is outstanding on its line.',
    action: 'Allocate at most the outstanding amount given in "data"; the rest stays as credit.',
  },
  currency_mismatch: {
    family: 'user',
    status: 422,
    title: 'Receipt and line have different currencies',
    situation: 'Money of one currency cannot pay a line in another.',
    action: 'Choose lines in the currency of the receipt.',
  },
  reversed: {
    family: 'user',
    status: 409,
    title: 'The receipt was taken back',
    situation: 'The receipt has been reversed, so there is nothing to allocate or to reverse.',
    action: 'Record the new payment under its own bank reference.',
  },
});
