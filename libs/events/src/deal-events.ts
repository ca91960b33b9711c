import { z } from 'zod';
import { defineEvent } from './event-definition';
import { day, id, instant, money, text } from './fields';

/**
 * The stream that integrators subscribe to: the milestones of one deal, totally ordered, keyed by deal id.
 * Only services/opportunities publishes it.
 */
const topic = 'throughline.deals';
const deal = { dealId: id };

export const dealLeadQualified = defineEvent('deal', 'lead-qualified', 'The lead behind the deal was qualified and converted.',
  z.object({ ...deal, leadId: id, capturedAt: instant, source: text.nullable(), campaign: text.nullable() }), { topic });
export const dealOpened = defineEvent('deal', 'opened', 'The deal was opened as an opportunity.',
  z.object({ ...deal, accountId: id, accountName: text, ownerId: id, product: text, amount: money, expectedCloseOn: day }), { topic });
export const dealStageChanged = defineEvent('deal', 'stage-changed', 'The deal moved to another stage.',
  z.object({ ...deal, from: text, to: text }), { topic });
export const dealWon = defineEvent('deal', 'won', 'The deal was won.', z.object({ ...deal, amount: money }), { topic });
export const dealLost = defineEvent('deal', 'lost', 'The deal was lost.', z.object({ ...deal, reason: text }), { topic });
export const dealReopened = defineEvent('deal', 'reopened', 'The deal is open again because its contract was refused or ended.',
  z.object({ ...deal, reason: text }), { topic });
export const dealContractSigned = defineEvent('deal', 'contract-signed', 'Both sides signed the contract.',
  z.object({ ...deal, contractId: id, amount: money, signedAt: instant }), { topic });
export const dealInvoiced = defineEvent('deal', 'invoiced', 'The payment plan was set up from the contract.',
  z.object({ ...deal, planId: id, amount: money, lines: z.array(z.object({ no: z.int(), dueOn: day, amount: money })) }), { topic });
export const dealPartPaid = defineEvent('deal', 'part-paid', 'Money came in; something is still outstanding.',
  z.object({ ...deal, planId: id, received: money, outstanding: money }), { topic });
export const dealPaid = defineEvent('deal', 'paid', 'The last open amount came in.',
  z.object({ ...deal, planId: id, received: money }), { topic });
export const dealPaymentReversed = defineEvent('deal', 'payment-reversed', 'The bank took a receipt back: something is outstanding again.',
  z.object({ ...deal, planId: id, reversed: money, received: money, outstanding: money }), { topic });
export const dealCashComplete = defineEvent('deal', 'cash-complete', 'Everything that the contract promised has been received: the deal is done.',
  z.object({ ...deal, planId: id, total: money }), { topic });

/** Latest snapshot of a deal, on a compacted topic. */
export const dealState = defineEvent('deal', 'state', 'The latest snapshot of a deal (compacted topic).',
  z.object({
    ...deal,
    milestone: text,
    stage: text,
    status: text,
    accountId: id,
    accountName: text,
    ownerId: id,
    amount: money,
    received: money,
    updatedAt: instant,
  }), { topic: 'throughline.deals.state' });
