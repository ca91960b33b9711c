import type { ClockInput, PositionClockActivities } from '@throughline/process-contracts/clock';
import { clock } from '../clock/clock';
import { ownActivities, ownActs } from '../shared/activities';

const { nextPositionDue } = ownActivities<PositionClockActivities>();
const { beginPositions } = ownActs<PositionClockActivities>();

/** Has positions that were planned begin and end on their days. One clock for the whole company. */
export async function positionClock(company: ClockInput): Promise<void> {
  await clock(company, { nextDue: nextPositionDue, act: beginPositions });
}
