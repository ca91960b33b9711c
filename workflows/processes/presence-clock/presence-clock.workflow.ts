import type { ClockInput, PresenceClockActivities } from '@throughline/process-contracts/clock';
import { clock } from '../clock/clock';
import { ownActivities, ownActs } from '../shared/activities';

const { nextPresenceDue } = ownActivities<PresenceClockActivities>();
const { watchPresence } = ownActs<PresenceClockActivities>();

/** Puts waiting tasks before whoever is here, when an absence or a stand-in begins or ends. One clock for all people. */
export async function presenceClock(people: ClockInput): Promise<void> {
  await clock(people, { nextDue: nextPresenceDue, act: watchPresence });
}
