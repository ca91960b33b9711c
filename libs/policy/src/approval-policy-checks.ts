import type { z } from 'zod';
import { brokenRule } from './policy-faults';

interface CheckedLeg {
  key: string;
  ladder?: { afterWorkingHours: number; do: string }[] | undefined;
  remindAfterWorkingHours?: number | undefined;
  escalateAfterWorkingHours?: number | undefined;
  escalateTo?: string | undefined;
}

/** Faults that only the parts of an approval policy together show. */
export function checkApprovalPolicy({ legs, lapseAfterWorkingDays }: { legs: CheckedLeg[]; lapseAfterWorkingDays?: number | undefined }, context: z.RefinementCtx): void {
  const fault = (path: (string | number)[], message: string, action: string): void => brokenRule(context, path, message, action);
  legs.forEach((leg, at) => {
    if (legs.findIndex(({ key }) => key === leg.key) < at) fault(['legs', at, 'key'], 'another leg has this key', 'give it one of its own');
    checkSilence(leg, at);
  });

  function checkSilence({ ladder, remindAfterWorkingHours: remind, escalateAfterWorkingHours: escalate, escalateTo }: CheckedLeg, at: number): void {
    const path = ['legs', at];
    const three = [remind, escalate, escalateTo];
    if (ladder === undefined) {
      if (three.some((one) => one === undefined)) return fault([...path, 'ladder'], 'does not say what happens on silence', 'add a ladder: steps with afterWorkingHours and do');
      if (remind! >= escalate!) fault([...path, 'remindAfterWorkingHours'], 'the reminder must come before the escalation', `write less than ${escalate}`);
    } else {
      if (three.some((one) => one !== undefined)) fault([...path, 'ladder'], 'takes the place of remindAfterWorkingHours, escalateAfterWorkingHours and escalateTo', 'take these out');
      ladder.forEach((step, n) => {
        const before = ladder[n - 1];
        if (before && before.afterWorkingHours >= step.afterWorkingHours) fault([...path, 'ladder', n, 'afterWorkingHours'], 'must be later than the step before', `write more than ${before.afterWorkingHours}`);
        if (isEnd(step.do) && n < ladder.length - 1) fault([...path, 'ladder', n, 'do'], 'ends the leg: nothing can follow', 'put it last');
      });
    }
    if (lapseAfterWorkingDays === undefined && !isEnd(ladder?.at(-1)?.do)) fault([...path, 'ladder'], 'would wait for ever', 'end it with approve, reject or lapse, or write lapseAfterWorkingDays for the policy');
  }
}

const isEnd = (verb: string | undefined): boolean => verb === 'approve' || verb === 'reject' || verb === 'lapse';
