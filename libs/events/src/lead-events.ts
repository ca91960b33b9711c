import { z } from 'zod';
import { approvalOutcome } from './approval-events';
import { defineEvent } from './event-definition';
import { because, day, id, instant, money, text } from './fields';

/** Kept for ever, from capture to conversion. */
const origin = { source: text.nullable(), campaign: text.nullable(), channel: text.optional(), referrer: text.nullable().optional() };
const grade = z.enum(['A', 'B', 'C', 'D']);
const percent = z.int().min(0).max(100);

export const leadCaptured = defineEvent(
  'lead',
  'captured',
  'A lead came in by form, API or import.',
  z.object({
    leadId: id,
    poolId: id,
    displayName: text,
    companyName: text.nullable(),
    country: text.nullable(),
    ...origin,
    importId: id.nullable(),
    region: text.nullable().optional(),
    businessType: text.nullable().optional(),
    tags: z.array(text).optional(),
    score: percent.nullable().optional(),
    grade: grade.nullable().optional(),
  }),
);
export const leadDeduplicated = defineEvent(
  'lead',
  'deduplicated',
  'An incoming record was recognised as this lead and merged into it.',
  z.object({ leadId: id, matchedBy: text, importId: id.nullable(), changed: z.array(text) }),
);
export const leadScored = defineEvent(
  'lead',
  'scored',
  'The score of a lead has changed, by what was done with it or by new rules; each reason says what it counts in its area.',
  z.object({
    leadId: id,
    ownerId: id.nullable(),
    score: percent,
    grade,
    before: z.object({ score: percent.nullable(), grade: grade.nullable() }),
    reasons: z.array(z.object({ area: text, rule: text, text, points: z.int() })),
    policy: z.object({ id: text, version: z.int() }),
    expectedCloseOn: day.nullable(),
    likelihood: percent.nullable(),
  }),
);
export const leadClassified = defineEvent(
  'lead',
  'classified',
  'Other rules say what business type and tags a lead has. Where its protection hangs on them, it ends as said here (null: free, or exempt).',
  z.object({
    leadId: id,
    ownerId: id.nullable(),
    businessType: text.nullable(),
    tags: z.array(text),
    before: z.object({ businessType: text.nullable(), tags: z.array(text) }),
    policy: z.object({ id: text, version: z.int() }),
    protectedUntil: instant.nullable(),
  }),
);
export const leadMoved = defineEvent(
  'lead',
  'moved',
  'A lead belongs to another pool, whose rules it now has; who owns it keeps it. Protection ends as said here (null: free, or exempt).',
  z.object({ leadId: id, from: id, to: id, ownerId: id.nullable(), protectedUntil: instant.nullable() }),
);
export const leadAssigned = defineEvent(
  'lead',
  'assigned',
  'A lead was given to an owner by a strategy or by name.',
  z.object({
    leadId: id,
    poolId: id,
    ownerId: id,
    strategy: text,
    because: text,
    protectedUntil: instant.nullable(),
    /** The decision is kept under it, with its candidates. */
    assignmentId: id.optional(),
    /** Until then the owner must accept, decline or act; absent where no answer is asked for. */
    answerBy: instant.optional(),
  }),
);
export const leadAccepted = defineEvent(
  'lead',
  'accepted',
  'The owner of an assigned lead takes it on.',
  z.object({ leadId: id, poolId: id, ownerId: id }),
);
export const leadDeclined = defineEvent(
  'lead',
  'declined',
  'The owner of an assigned lead does not take it on; where somebody is next, his assignment follows.',
  z.object({ leadId: id, poolId: id, lastOwnerId: id, reason: text.nullable() }),
);
export const leadAnswerMissed = defineEvent(
  'lead',
  'answer-missed',
  'The owner of an assigned lead has not answered in time; where somebody is next, his assignment follows.',
  z.object({ leadId: id, poolId: id, lastOwnerId: id, answerBy: instant }),
);
export const leadClaimed = defineEvent(
  'lead',
  'claimed',
  'Somebody took a lead from the pool.',
  z.object({ leadId: id, poolId: id, ownerId: id, protectedUntil: instant.nullable(), because }),
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
    /** What it was with; the lead itself where absent. */
    on: text.optional(),
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
export const leadResponseOverdue = defineEvent(
  'lead',
  'response-overdue',
  'The owner has not answered the lead within the time that the policy gives for a first response; whoever is next in line is told.',
  z.object({ leadId: id, poolId: id, ownerId: id, step: text, dueAt: instant, because, recipients: z.array(id) }),
);
export const leadRecycled = defineEvent(
  'lead',
  'recycled',
  'The protection period ended without follow-up: the lead went back to the pool, or on its way to somebody else, whose assignment follows.',
  z.object({ leadId: id, poolId: id, lastOwnerId: id, dueAt: instant, because, to: z.enum(['pool', 'manager', 'reassign']).optional() }),
);
export const leadExtensionRequested = defineEvent(
  'lead',
  'extension-requested',
  'The owner asks for more time; it needs an approval.',
  z.object({
    leadId: id,
    poolId: id,
    requestId: id,
    requesterId: id,
    orgPath: text,
    displayName: text,
    days: z.int(),
    /** The end that is to be put off. */
    endsAt: instant,
    /** Extensions that this ownership has had. */
    granted: z.int(),
    reason: text,
    protectedUntil: instant.nullable(),
  }),
);
export const leadExtensionConcluded = defineEvent(
  'lead',
  'extension-concluded',
  'The request for more time was answered; granted, the end is put off, and the clock runs again.',
  z.object({ leadId: id, poolId: id, requestId: id, ownerId: id, outcome: approvalOutcome, days: z.int(), protectedUntil: instant.nullable() }),
);
export const leadExtended = defineEvent(
  'lead',
  'extended',
  'Who may say so has put the end of the protection off, without a request.',
  z.object({
    leadId: id,
    poolId: id,
    ownerId: id,
    by: id,
    days: z.int(),
    /** The end that was put off. */
    endsAt: instant,
    /** Extensions that this ownership has had, with this one. */
    granted: z.int(),
    reason: text,
    protectedUntil: instant.nullable(),
  }),
);
const held = { leadId: id, poolId: id, ownerId: id, by: id, reason: text, exemption: text.nullable(), protectedUntil: instant.nullable() };
export const leadPaused = defineEvent('lead', 'paused', 'The clock of the lead stands still until it is resumed; every end is put off by that time.', z.object(held));
export const leadResumed = defineEvent('lead', 'resumed', 'The clock of the lead runs again.', z.object(held));
export const leadLocked = defineEvent('lead', 'locked', 'The lead is locked to its owner; where the policy says so, its clock stands still.', z.object(held));
export const leadUnlocked = defineEvent('lead', 'unlocked', 'The lead is no longer locked to its owner.', z.object(held));
const tagging = {
  leadId: id,
  poolId: id,
  ownerId: id.nullable(),
  by: id,
  /** All tags that the lead carries now. */
  tags: z.array(text),
  changed: z.array(text),
  /** Why the clock stands still by the policy; null while it runs. */
  exemption: text.nullable(),
  protectedUntil: instant.nullable(),
};
export const leadTagged = defineEvent('lead', 'tagged', 'The lead got tags, which may stop its clock or give it other days.', z.object(tagging));
export const leadUntagged = defineEvent('lead', 'untagged', 'Tags were taken off the lead.', z.object(tagging));
export const leadLearned = defineEvent(
  'lead',
  'learned',
  'What is known of the account that the lead belongs to has changed: deals and contracts, which may stop its clock or meet what must be reached.',
  z.object({
    leadId: id,
    poolId: id,
    ownerId: id.nullable(),
    accountId: id.nullable(),
    /** Whether that is a key account, which may take up no room under a cap. */
    keyAccount: z.boolean().optional(),
    exemptions: z.array(text),
    reached: z.array(text),
    /** When the last of the account's contracts ends or has ended; null where none is known to end. */
    contractEndAt: instant.nullable().optional(),
    /** Why the clock stands still by the policy; null while it runs. */
    exemption: text.nullable(),
    protectedUntil: instant.nullable(),
  }),
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
    businessType: text.nullable().optional(),
  }),
);
export const accountCreated = defineEvent(
  'account',
  'created',
  'A customer account was created, from a converted lead, by hand or by an import.',
  z.object({ accountId: id, name: text, ownerId: id, leadId: id.nullable() }),
);
