import type { ClockInput, LeadClockActivities } from '@throughline/process-contracts/clock';
import { clock } from '../clock/clock';
import { ownActivities, ownActs } from '../shared/activities';

const { nextLeadDue } = ownActivities<LeadClockActivities>();
const { remindAndRecycleLeads } = ownActs<LeadClockActivities>();

/** Reminds the owners of a pool's leads, then recycles what nobody followed up. One clock for each pool. */
export async function leadRecycling(pool: ClockInput): Promise<void> {
  await clock(pool, { nextDue: nextLeadDue, act: remindAndRecycleLeads });
}
