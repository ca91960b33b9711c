import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { addWorkingTime } from '@throughline/calendar/working-time';
import type { LeadClockFacts } from './lead-clock-facts';
import { pushed } from './lead-end';
import type { LeadPolicy, OnDue } from './lead-policy';
import { because } from './because';
import type { Because } from './because';
import type { SentStep } from './policy-document';

export interface ResponseStep {
  step: string;
  at: Date;
  /** Nobody where the lead is given to somebody else. */
  recipients: ('owner' | 'manager')[];
  because: Because;
  to?: OnDue;
}

export const responseSteps = ['first-response owner', 'first-response manager', 'first-response reassign'] as const;

/**
 * What comes next for a lead that nobody has answered yet: its owner is told at the target, then his manager, then it is given to somebody else. A step
 * that came late (an outage) gives the next one its time in full. Undefined when it is answered, or the policy asks for no answer.
 */
export function nextResponse(facts: LeadClockFacts & { sentSteps: readonly SentStep[] }, { firstResponse }: LeadPolicy, calendar: WorkingCalendar): ResponseStep | undefined {
  if (!firstResponse || facts.firstAnsweredAt) return undefined;
  const { workingHours, managerAfterWorkingHours, reassignAfterWorkingHours, strategy } = firstResponse;
  const hours = [workingHours, managerAfterWorkingHours, reassignAfterWorkingHours];
  const next = responseSteps.findIndex((step) => !facts.sentSteps.some((sent) => sent.step === step));
  if (next < 0) return undefined;
  const planned = pushed(addWorkingTime(calendar, facts.claimedAt, `PT${hours[next]}H`), facts.claimedAt, facts.pauses, { basis: 'working' }, calendar);
  const before = facts.sentSteps.find(({ step }) => step === responseSteps[next - 1]);
  const between = hours[next]! - (hours[next - 1] ?? 0);
  const inFull = before && between > 0 ? addWorkingTime(calendar, before.at, `PT${between}H`) : planned;
  return {
    step: responseSteps[next]!,
    at: inFull > planned ? inFull : planned,
    recipients: next === 0 ? ['owner'] : next === 1 ? ['manager'] : [],
    because: because('first-response', 'not-answered', { hours: hours[next]! }),
    ...(next === 2 && { to: { to: 'reassign' as const, strategy } }),
  };
}
