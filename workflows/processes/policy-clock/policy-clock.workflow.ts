import type { ClockInput, PolicyClockActivities } from '@throughline/process-contracts/clock';
import { clock } from '../clock/clock';
import { ownActivities, ownActs } from '../shared/activities';

const { nextPolicyDue } = ownActivities<PolicyClockActivities>();
const { workPolicies } = ownActs<PolicyClockActivities>();

/** Brings new versions of policies into force on their day, carries them over running ownerships, and looks at drafts on trial. */
export async function policyClock(policies: ClockInput): Promise<void> {
  await clock(policies, { nextDue: nextPolicyDue, act: workPolicies });
}
