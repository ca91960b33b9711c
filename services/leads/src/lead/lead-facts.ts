import type { ApprovalOutcome } from '@throughline/events/approval-events';
import type { DomainEvent } from '@throughline/events/event-definition';
import {
  leadAccepted, leadAnswerMissed, leadAssigned, leadCaptured, leadContacted, leadConverted, leadDeclined, leadDisqualified, leadLearned, leadLocked, leadMoved, leadPaused, leadResumed, leadUnlocked, leadTagged, leadUntagged, leadExtended, leadExtensionConcluded, leadExtensionRequested, leadRecycled, leadRecycleWarned, leadReleased, leadResponseOverdue,
} from '@throughline/events/lead-events';
import type { Money } from '@throughline/money/money';
import type { LeadMoment } from '@throughline/policy/lead-clock';
import type { OnDue } from '@throughline/policy/lead-policy';
import type { Because } from '@throughline/policy/because';
import type { Intake, NewLead } from './lead-insertion';
import type { Lead } from './lead.entity';

/** Builds the events of a lead from its state after the verb. The correlation id is the lead until it becomes a deal. */
const headOf = (lead: Lead) => ({ id: lead.id, version: lead.version, correlationId: lead.dealId ?? lead.id, orgPath: lead.orgPath });

export function capturedFact(intake: Intake, { id, details }: NewLead): DomainEvent {
  const { displayName, companyName, country, source, campaign, channel, referrer, region, businessType, tags, score, grade } = details;
  const more = { channel, referrer, region, businessType, tags, score, grade };
  return leadCaptured.of({
    id,
    version: 1,
    correlationId: id,
    orgPath: intake.orgPath,
    data: { leadId: id, poolId: intake.poolId, displayName, companyName, country, source, campaign, importId: intake.importId, ...more },
  });
}

/** `answerBy`: when the owner must have answered; ISO instant. */
export function assignedFact(lead: Lead, how: { strategy: string; because: string; assignmentId?: string; answerBy?: string }): DomainEvent {
  return leadAssigned.of({
    ...headOf(lead),
    data: { leadId: lead.id, poolId: lead.poolId, ownerId: lead.ownerId!, ...how, protectedUntil: lead.protectedUntil?.toISOString() ?? null },
  });
}

export function acceptedFact(lead: Lead): DomainEvent {
  return leadAccepted.of({ ...headOf(lead), data: { leadId: lead.id, poolId: lead.poolId, ownerId: lead.ownerId! } });
}

export function declinedFact(lead: Lead, reason: string | null): DomainEvent {
  return leadDeclined.of({ ...headOf(lead), data: { leadId: lead.id, poolId: lead.poolId, lastOwnerId: lead.lastOwnerId!, reason } });
}

export function answerMissedFact(lead: Lead, answerBy: Date): DomainEvent {
  return leadAnswerMissed.of({ ...headOf(lead), data: { leadId: lead.id, poolId: lead.poolId, lastOwnerId: lead.lastOwnerId!, answerBy: answerBy.toISOString() } });
}

export function contactedFact(lead: Lead, activity: { id: string; kind: string; personId: string; on: string }, resets: boolean): DomainEvent {
  return leadContacted.of({
    ...headOf(lead),
    data: {
      leadId: lead.id,
      activityId: activity.id,
      kind: activity.kind,
      by: activity.personId,
      ...(activity.on !== 'lead' && { on: activity.on }),
      protectedUntil: lead.protectedUntil?.toISOString() ?? null,
      changed: resets ? ['lastActivityAt', 'resets', 'protectedUntil'] : ['lastActivityAt'],
    },
  });
}

export function releasedFact(lead: Lead, reason: string | null): DomainEvent {
  return leadReleased.of({ ...headOf(lead), data: { leadId: lead.id, poolId: lead.poolId, lastOwnerId: lead.lastOwnerId!, reason } });
}

export function disqualifiedFact(lead: Lead, reason: string): DomainEvent {
  return leadDisqualified.of({ ...headOf(lead), data: { leadId: lead.id, ownerId: lead.ownerId, reason } });
}

export function warnedFact(lead: Lead, moment: LeadMoment, recipients: string[]): DomainEvent {
  return leadRecycleWarned.of({
    ...headOf(lead),
    data: {
      leadId: lead.id,
      poolId: lead.poolId,
      ownerId: lead.ownerId!,
      step: moment.step!,
      dueAt: moment.endsAt.toISOString(),
      because: moment.because,
      recipients,
    },
  });
}

export function unansweredFact(lead: Lead, { step, at, because }: LeadMoment, recipients: string[]): DomainEvent {
  return leadResponseOverdue.of({
    ...headOf(lead),
    data: { leadId: lead.id, poolId: lead.poolId, ownerId: lead.ownerId!, step: step!, dueAt: at.toISOString(), because, recipients },
  });
}

export function recycledFact(lead: Lead, ended: { at: Date; because: Because }, { to }: OnDue = { to: 'pool' }): DomainEvent {
  return leadRecycled.of({
    ...headOf(lead),
    data: { leadId: lead.id, poolId: lead.poolId, lastOwnerId: lead.lastOwnerId!, dueAt: ended.at.toISOString(), because: ended.because, to },
  });
}

const held = { pause: leadPaused, resume: leadResumed, lock: leadLocked, unlock: leadUnlocked };
export type HeldVerb = keyof typeof held;

export function heldFact(lead: Lead, verb: HeldVerb, why: { by: string; reason: string }): DomainEvent {
  const { id: leadId, poolId, ownerId, exemption, protectedUntil } = lead;
  return held[verb].of({ ...headOf(lead), data: { leadId, poolId, ownerId: ownerId!, ...why, exemption, protectedUntil: protectedUntil?.toISOString() ?? null } });
}

const tagged = { tag: leadTagged, untag: leadUntagged };

export function taggedFact(lead: Lead, verb: keyof typeof tagged, change: { by: string; changed: string[] }): DomainEvent {
  const { id: leadId, poolId, ownerId, tags, exemption, protectedUntil } = lead;
  return tagged[verb].of({ ...headOf(lead), data: { leadId, poolId, ownerId, tags, ...change, exemption, protectedUntil: protectedUntil?.toISOString() ?? null } });
}

export function learnedFact(lead: Lead): DomainEvent {
  const { id: leadId, poolId, ownerId, accountId, keyAccount, exemptions, reached, exemption, protectedUntil } = lead;
  const contractEndAt = lead.contractEndAt?.toISOString() ?? null;
  return leadLearned.of({ ...headOf(lead), data: { leadId, poolId, ownerId, accountId, keyAccount, exemptions, reached, contractEndAt, exemption, protectedUntil: protectedUntil?.toISOString() ?? null } });
}

export function extensionRequestedFact(lead: Lead, asked: { requestId: string; requesterId: string; days: number; endsAt: string; reason: string }): DomainEvent {
  const { id: leadId, poolId, orgPath, displayName, extensions, protectedUntil } = lead;
  return leadExtensionRequested.of({
    ...headOf(lead),
    data: { leadId, poolId, orgPath, displayName, granted: extensions.length, ...asked, protectedUntil: protectedUntil?.toISOString() ?? null },
  });
}

export function extensionConcludedFact(lead: Lead, answer: { requestId: string; outcome: ApprovalOutcome; days: number }): DomainEvent {
  const { id: leadId, poolId, ownerId, protectedUntil } = lead;
  return leadExtensionConcluded.of({ ...headOf(lead), data: { leadId, poolId, ownerId: ownerId!, ...answer, protectedUntil: protectedUntil?.toISOString() ?? null } });
}

export function extendedFact(lead: Lead, how: { by: string; days: number; endsAt: string; reason: string }): DomainEvent {
  const { id: leadId, poolId, ownerId, extensions, protectedUntil } = lead;
  return leadExtended.of({
    ...headOf(lead),
    data: { leadId, poolId, ownerId: ownerId!, granted: extensions.length, ...how, protectedUntil: protectedUntil?.toISOString() ?? null },
  });
}

export interface Conversion {
  accountName: string;
  contactId: string;
  product: string;
  amount: Money;
  /** Local day. */
  expectedCloseOn: string;
}

export function convertedFact(lead: Lead, { accountName, contactId, product, amount, expectedCloseOn }: Conversion): DomainEvent {
  return leadConverted.of({
    ...headOf(lead),
    data: {
      leadId: lead.id,
      dealId: lead.dealId!,
      accountId: lead.accountId!,
      accountName,
      contactId,
      ownerId: lead.ownerId!,
      orgPath: lead.orgPath,
      product,
      amount: amount.toJSON(),
      expectedCloseOn,
      capturedAt: lead.capturedAt.toISOString(),
      source: lead.source,
      campaign: lead.campaign,
      channel: lead.channel,
      referrer: lead.referrer,
      businessType: lead.businessType,
    },
  });
}

/** Already in the other pool. */
export function movedFact(lead: Lead, from: string): DomainEvent {
  const { id: leadId, poolId: to, ownerId, protectedUntil } = lead;
  return leadMoved.of({ ...headOf(lead), data: { leadId, from, to, ownerId, protectedUntil: protectedUntil?.toISOString() ?? null } });
}
