import type { ClockInput, StageClockActivities } from '@throughline/process-contracts/clock';
import { clock } from '../clock/clock';
import { ownActivities, ownActs } from '../shared/activities';

const { nextStageDue } = ownActivities<StageClockActivities>();
const { watchStages } = ownActs<StageClockActivities>();

/** Says soon overdue, then overdue, of every opportunity whose stage takes longer than expected. One clock for each pipeline. */
export async function stageClock(pipeline: ClockInput): Promise<void> {
  await clock(pipeline, { nextDue: nextStageDue, act: watchStages });
}
