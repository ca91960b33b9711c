import type { Lead } from '../lead/lead.entity';
import { leadErrors } from '../lead/lead.errors';
import type { Offer } from './offer.repository';

/** What has become of an open offer, by the lead as it is under its lock. */
export type Standing = 'open' | 'acted' | 'void';

/** Work on the lead is an answer; a lead that went another way needs none. */
export function standingOf({ personId, offeredAt }: Offer, lead: Lead): Standing {
  if (lead.status !== 'owned' || lead.ownerId !== personId || lead.claimedAt?.getTime() !== offeredAt.getTime()) return 'void';
  return lead.lastActivityAt !== null && lead.lastActivityAt >= offeredAt ? 'acted' : 'open';
}

/** The offer, where it can still be answered. @throws lead.nothing_to_answer, lead.answer_time_over */
export function answerable(offer: Offer | undefined, lead: Lead, now: Date): Offer {
  if (!offer || standingOf(offer, lead) !== 'open') throw leadErrors.nothing_to_answer();
  // What comes after it finds the time over, whether or not the clock has acted yet.
  if (offer.answerBy <= now) throw leadErrors.answer_time_over({ data: { endedAt: offer.answerBy.toISOString() } });
  return offer;
}
