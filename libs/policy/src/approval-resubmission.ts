import type { RoutedLeg } from './approval-leg';
import { legStates, type LoggedDecision } from './approval-outcome';
import { worseThan } from './approval-tested';

/** A request as it ended, for one that follows it. */
export interface Submitted {
  route: readonly RoutedLeg[];
  log: readonly LoggedDecision[];
}

/**
 * The route of a changed request: whoever agreed to the earlier one is not asked again, unless a value that his leg tests has got worse than what he agreed
 * to. A yes by silence is nobody's: that leg is asked again. Better values are not kept, so that many small steps do not add up to one that nobody saw.
 */
export function resubmitted(route: readonly RoutedLeg[], before: Submitted): RoutedLeg[] {
  const stood = legStates(before.route, before.log);
  return route.map((leg) => {
    const earlier = before.route.find(({ key }) => key === leg.key);
    if (!earlier || leg.skipped) return leg;
    const answered = stood.get(leg.key);
    const agreed = earlier.skipped ? earlier.skipped.agreedBefore === true : answered?.outcome === 'approved' && answered.answers.every(({ by }) => by !== null);
    if (!agreed || worseThan(earlier, leg).length > 0) return leg;
    const values = Object.keys(earlier.worse).join(', ');
    return { ...leg, tested: earlier.tested, worse: earlier.worse, skipped: { why: `${leg.label} agreed before, and ${values || 'nothing'} is no worse`, agreedBefore: true } };
  });
}
