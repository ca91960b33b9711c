import { z } from 'zod';
import { defineEvent } from './event-definition';
import { because, day, id, instant, money, text } from './fields';

const origin = { source: text.nullable(), campaign: text.nullable() };

export const leadCaptured = defineEvent(
  'lead',
  'captured',
  'A lead came in by form, API or import.',
  z.object({ leadId: id, poolId: id, displayName: text, companyName: text.nullable(), country: text.nullable(), ...origin, importId: id.nullable() }),
);
export const leadDeduplicated = defineEvent(
  'lead',
  'deduplicated',
  'An incoming record was recognised as this lead and merged into it.',
  z.object({ leadId: id, matchedBy: text, importId: id.nullable(), changed: z.array(text) }),
);
export const leadAssigned = defineEvent(
  'lead',
  'assigned',
  'A lead was given to an owner by a strategy or by name.',
  z.object({ leadId: id, poolId: id, ownerId: id, strategy: text, because: text, protectedUntil: instant }),
);
export const leadClaimed = defineEvent(
  'lead',
  'claimed',
  'Somebody took a lead from the pool.',
  z.object({ leadId: id, poolId: id, ownerId: id, protectedUntil: instant, because }),
);
export const leadContacted = defineEvent(
  'lead',
  'contacted',
  'An activity with the lead was recorded; the protection period may have been extended by it.',
  z.object({
    leadId: id,
    activityId: id,
    kind: text,
    by: id,
    protectedUntil: instant.nullable(),
    changed: z.array(text),
  }),
);
export const leadRecycleWarned = defineEvent(
  'lead',
  'recycle-warned',
  'The owner was reminded that the protection period is about to end.',
  z.object({ leadId: id, poolId: id, ownerId: id, step: text, dueAt: instant, because, recipients: z.array(id) }),
);
export const leadRecycled = defineEvent(
  'lead',
  'recycled',
  'The protection period ended without follow-up: the lead went back to the pool.',
  z.object({ leadId: id, poolId: id, lastOwnerId: id, dueAt: instant, because }),
);
export const leadReleased = defineEvent(
  'lead',
  'released',
  'The owner gave the lead back to the pool.',
  z.object({ leadId: id, poolId: id, lastOwnerId: id, reason: text.nullable() }),
);
export const leadDisqualified = defineEvent(
  'lead',
  'disqualified',
  'The lead will not become business.',
  z.object({ leadId: id, ownerId: id.nullable(), reason: text }),
);
export const leadConverted = defineEvent(
  'lead',
  'converted',
  'The lead became an account, a contact and the request for an opportunity, whose id is the deal id from here on.',
  z.object({
    leadId: id,
    dealId: id,
    accountId: id,
    accountName: text,
    contactId: id,
    ownerId: id,
    orgPath: text,
    product: text,
    amount: money,
    expectedCloseOn: day,
    capturedAt: instant,
    ...origin,
  }),
);
export const accountCreated = defineEvent(
  'account',
  'created',
  'A customer account was created from a converted lead.',
  z.object({ accountId: id, name: text, ownerId: id, leadId: id.nullable() }),
);
export const poolOpened = defineEvent(
  'pool',
  'opened',
  'A pool of leads was opened with its policy.',
  z.object({ poolId: id, name: text, policyId: text, policyVersion: z.int() }),
  { topic: 'throughline.lead' },
);
