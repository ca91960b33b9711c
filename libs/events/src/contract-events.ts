import { z } from 'zod';
import { defineEvent } from './event-definition';
import { day, id, instant, money, paymentTerms, text } from './fields';

const contract = { contractId: id, dealId: id };

export const contractDrafted = defineEvent('contract', 'drafted', 'A contract was drafted from a won opportunity.',
  z.object({ ...contract, accountId: id, accountName: text, ownerId: id, orgPath: text, amount: money, terms: paymentTerms, version: z.int() }));
export const contractVersionAdded = defineEvent('contract', 'version-added', 'A new version of the contract was written.',
  z.object({ ...contract, version: z.int(), changed: z.array(z.enum(['terms', 'amount', 'clauses'])), amount: money, documentHash: text }));
export const contractReviewRequested = defineEvent('contract', 'review-requested', 'A version was handed to review by its legs.',
  z.object({ ...contract, version: z.int(), ownerId: id, legs: z.array(text) }));
export const contractLegDecided = defineEvent('contract', 'leg-decided', 'One leg of the review was decided.',
  z.object({ ...contract, version: z.int(), leg: text, outcome: z.enum(['approved', 'returned']), by: id, comment: text.nullable() }));
export const contractReviewCompleted = defineEvent('contract', 'review-completed', 'The review of a version ended.',
  z.object({ ...contract, version: z.int(), outcome: z.enum(['approved', 'returned', 'withdrawn']), reason: text.nullable() }));
export const contractRefused = defineEvent('contract', 'refused', 'The contract was refused for good: the deal goes back to its opportunity.',
  z.object({ ...contract, reason: text }));
export const contractSignatureRecorded = defineEvent('contract', 'signature-recorded', 'One side signed.',
  z.object({ ...contract, side: z.enum(['ours', 'theirs']), signatory: text, documentHash: text }));
export const contractSigned = defineEvent('contract', 'signed', 'Both sides have signed.',
  z.object({ ...contract, cycle: z.int(), amount: money, signedAt: instant, documentHash: text }));
export const contractActivated = defineEvent('contract', 'activated', 'The contract is in force: its payment plan starts.',
  z.object({
    ...contract, accountId: id, accountName: text, ownerId: id, orgPath: text, amount: money, terms: paymentTerms, activatedAt: instant,
    /** First and last local day of its term; without a last one it runs until it is terminated. */
    startsOn: day.nullable().optional(), endsOn: day.nullable().optional(),
    /** When its last day is over. */
    endsAt: instant.nullable().optional(),
    /** What people call the contract, on paper and in remittances. */
    number: text.optional(),
    /** What it is about, as its deal says. */
    product: text.optional(),
  }));
export const contractEnded = defineEvent('contract', 'ended', 'The term of the contract is over.',
  z.object({ ...contract, accountId: id, endsOn: day, endedAt: instant }));
export const contractActivityRecorded = defineEvent('contract', 'activity-recorded', 'Somebody worked with the customer on the contract.',
  z.object({ ...contract, accountId: id, activityId: id, by: id, kind: text, minutes: z.int().nullable() }));
export const contractTerminated = defineEvent('contract', 'terminated', 'The contract was ended before its time.',
  z.object({ ...contract, reason: text }));
export const contractOwnerChanged = defineEvent('contract', 'owner-changed', 'The contract has another owner, because the former one handed everything over.',
  z.object({ ...contract, fromId: id, toId: id, toPath: text, reason: text, handOverId: id }));
