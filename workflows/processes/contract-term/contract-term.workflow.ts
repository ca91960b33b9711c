import type { ClockInput, TermClockActivities } from '@throughline/process-contracts/clock';
import { clock } from '../clock/clock';
import { ownActivities, ownActs } from '../shared/activities';

const { nextTermDue } = ownActivities<TermClockActivities>();
const { endContracts } = ownActs<TermClockActivities>();

/** Ends contracts when their last day is over. One clock for all contracts in force. */
export async function contractTerm(contracts: ClockInput): Promise<void> {
  await clock(contracts, { nextDue: nextTermDue, act: endContracts });
}
