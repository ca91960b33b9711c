import type { AssignmentClockActivities, ClockInput } from '@throughline/process-contracts/clock';
import { clock } from '../clock/clock';
import { ownActivities, ownActs } from '../shared/activities';

const { nextAssignmentDue } = ownActivities<AssignmentClockActivities>();
const { workAssignments } = ownActs<AssignmentClockActivities>();

/** Gives out the leads of a pool as they come, and hands on what nobody has answered in time. One clock for each pool. */
export async function leadAssignment(pool: ClockInput): Promise<void> {
  await clock(pool, { nextDue: nextAssignmentDue, act: workAssignments });
}
