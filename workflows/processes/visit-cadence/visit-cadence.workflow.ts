import type { ClockInput, VisitClockActivities } from '@throughline/process-contracts/clock';
import { clock } from '../clock/clock';
import { ownActivities, ownActs } from '../shared/activities';

const { nextVisitDue } = ownActivities<VisitClockActivities>();
const { watchVisits } = ownActs<VisitClockActivities>();

/** Reminds owners of the accounts that they should visit, and tells their managers what was not visited. One clock for all accounts. */
export async function visitCadence(accounts: ClockInput): Promise<void> {
  await clock(accounts, { nextDue: nextVisitDue, act: watchVisits });
}
