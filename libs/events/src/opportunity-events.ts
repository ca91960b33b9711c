import { z } from 'zod';
import { approvalOutcome } from './approval-events';
import { defineEvent } from './event-definition';
import { because, day, id, instant, money, paymentTerms, text } from './fields';

const deal = { opportunityId: id, accountId: id, ownerId: id };
/** The stages that the deal is at or past, in the order of its pipeline. */
const passed = { passed: z.array(text).optional() };

export const opportunityOpened = defineEvent(
  'opportunity',
  'opened',
  'An opportunity was opened; its id is the deal id.',
  z.object({ ...deal, accountName: text, leadId: id.nullable(), orgPath: text, pipeline: text, stage: text, product: text, amount: money, expectedCloseOn: day, ...passed }),
);
export const milestoneMet = defineEvent(
  'opportunity',
  'milestone-met',
  'A key milestone was met, with evidence.',
  z.object({ opportunityId: id, milestone: text, stage: text, evidence: text, by: text }),
);
export const milestoneReopened = defineEvent(
  'opportunity',
  'milestone-reopened',
  'A milestone no longer holds.',
  z.object({ opportunityId: id, milestone: text, stage: text, reason: text }),
);
export const stageChanged = defineEvent(
  'opportunity',
  'stage-changed',
  'The opportunity entered another stage.',
  z.object({ ...deal, from: text, to: text, soonAt: instant.nullable(), overdueAt: instant.nullable(), ...passed }),
);
export const stageSoonOverdue = defineEvent(
  'opportunity',
  'stage-soon-overdue',
  'The expected working time of the stage is nearly used up.',
  z.object({ ...deal, stage: text, overdueAt: instant, because }),
);
export const stageOverdue = defineEvent(
  'opportunity',
  'stage-overdue',
  'The stage has taken longer than its expected working time; the manager is told.',
  z.object({ ...deal, stage: text, managerId: id.nullable(), because }),
);
export const stageRecounted = defineEvent(
  'opportunity',
  'stage-recounted',
  'The working calendar has changed: the stage is soon overdue, and overdue, at other times than were told when it was entered.',
  z.object({ ...deal, stage: text, soonAt: instant, overdueAt: instant, because }),
);
export const discountRequested = defineEvent(
  'opportunity',
  'discount-requested',
  'The owner asks for a discount beyond the list price.',
  // `follows`: the request of the same person for the same opportunity before this one, which ended without being granted.
  z.object({ ...deal, requestId: id, follows: id.optional(), accountName: text, requesterId: id, orgPath: text, percent: text, listAmount: money, discountedAmount: money, reason: text }),
);
export const discountDecided = defineEvent(
  'opportunity',
  'discount-decided',
  'The answer to a discount request took effect on the opportunity.',
  // `percent`: what was granted, off the list price; those who agreed may have changed what was asked for.
  z.object({ opportunityId: id, requestId: id, outcome: approvalOutcome, percent: text.optional(), amount: money }),
);
export const opportunityWon = defineEvent(
  'opportunity',
  'won',
  'The customer agreed to the terms.',
  z.object({ ...deal, accountName: text, orgPath: text, product: text, amount: money, terms: paymentTerms, cycle: z.int() }),
);
export const opportunityLost = defineEvent(
  'opportunity',
  'lost',
  'The opportunity was lost, with a reason from the list.',
  z.object({ ...deal, reason: text, note: text.nullable(), amount: money }),
);
export const opportunityReopened = defineEvent(
  'opportunity',
  'reopened',
  'A won opportunity is open again because its contract was refused or ended.',
  z.object({ ...deal, reason: text, stage: text, ...passed }),
);
export const opportunityOwnerChanged = defineEvent(
  'opportunity',
  'owner-changed',
  'The opportunity has another owner, because the former one handed everything over.',
  z.object({ opportunityId: id, accountId: id, fromId: id, toId: id, toPath: text, reason: text, handOverId: id }),
);
export const opportunityActivityRecorded = defineEvent(
  'opportunity',
  'activity-recorded',
  'Somebody worked with the customer on the deal, or on a quote for it.',
  z.object({ ...deal, activityId: id, by: id, kind: text, minutes: z.int().nullable(), on: z.enum(['deal', 'quote']) }),
);
