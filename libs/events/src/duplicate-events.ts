import { z } from 'zod';
import { approvalOutcome } from './approval-events';
import { defineEvent } from './event-definition';
import { id, text } from './fields';

/** Requests travel with the pairs, keyed by their own id. */
const topic = 'throughline.duplicate';
const kind = z.enum(['lead', 'account']);
/** `leadId` is the record where that is a lead, else null. */
const pair = { duplicateId: id, recordKind: kind, recordId: id, leadId: id.nullable(), otherKind: kind, otherId: id };

export const duplicateFlagged = defineEvent(
  'duplicate',
  'flagged',
  'A lead or customer came in that may be a company that is here already; somebody should look at the two.',
  z.object({ ...pair, score: z.number(), because: z.array(text), importId: id.nullable() }),
);
export const duplicateDismissed = defineEvent('duplicate', 'dismissed', 'Somebody looked: the two are different companies.', z.object({ ...pair, by: text, reason: text.nullable() }));
export const duplicateMerged = defineEvent('duplicate', 'merged', 'Somebody looked: the two are one company. One was merged into the other; a lead that is a customer belongs to him from now on.', z.object({ ...pair, by: text }));
export const duplicateEntryRequested = defineEvent(
  'duplicate-entry',
  'requested',
  'Somebody wants to enter a company that somebody else seems to own already; it needs an approval.',
  z.object({ requestId: id, requesterId: id, orgPath: text, name: text, otherKind: kind, otherId: id, otherOwnerId: id, score: z.number(), reason: text }),
  { topic },
);
export const duplicateEntryConcluded = defineEvent(
  'duplicate-entry',
  'concluded',
  'The request was answered; granted, the lead was captured, unless something stood in its way by then.',
  z.object({ requestId: id, outcome: approvalOutcome, leadId: id.nullable(), accountId: id.nullable(), problem: text.nullable() }),
  { topic },
);
export const leadMerged = defineEvent(
  'lead',
  'merged',
  'A lead turned out to be another one and was merged into it; whoever asks for it is shown the other.',
  z.object({ leadId: id, intoId: id, lastOwnerId: id.nullable(), by: text, reason: text.nullable(), undoUntil: z.iso.datetime({ offset: true }) }),
);
export const leadAbsorbed = defineEvent('lead', 'absorbed', 'Another lead was merged into this one, which learned from it.', z.object({ leadId: id, mergedId: id, changed: z.array(text) }));
export const leadUnmerged = defineEvent(
  'lead',
  'unmerged',
  'A merge was undone: the lead stands for itself again; that it goes back to its owner is told by another fact.',
  z.object({ leadId: id, fromId: id, by: text }),
);
export const leadSeparated = defineEvent('lead', 'separated', 'A lead that was merged into this one stands for itself again.', z.object({ leadId: id, separatedId: id, changed: z.array(text) }));
export const accountMerged = defineEvent(
  'account',
  'merged',
  'A customer turned out to be another one and was merged into it; whoever asks for it is shown the other. Its id stays valid for what refers to it.',
  z.object({ accountId: id, intoId: id, lastOwnerId: id, by: text, reason: text.nullable(), undoUntil: z.iso.datetime({ offset: true }) }),
);
export const accountAbsorbed = defineEvent('account', 'absorbed', 'Another customer was merged into this one, which learned from it; his owner and team came into its team.',
  z.object({ accountId: id, mergedId: id, changed: z.array(text), joined: z.array(id) }));
export const accountUnmerged = defineEvent('account', 'unmerged', 'A merge was undone: the customer stands for himself again, with the owner whom he had.',
  z.object({ accountId: id, fromId: id, ownerId: id, by: text }));
export const accountSeparated = defineEvent('account', 'separated', 'A customer that was merged into this one stands for himself again.',
  z.object({ accountId: id, separatedId: id, changed: z.array(text) }));
