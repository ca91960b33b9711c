import type { DunningMoment } from '@throughline/policy/dunning-clock';
import type { CollectionMoment } from '@throughline/process-contracts/collections';
import type { CollectionCase } from '../collection-case/collection-case.entity';

/** The answer to the story. An open case with nothing left to say waits until something changes. */
export function collectionMoment(collectionCase: CollectionCase, { moment }: { moment: DunningMoment | null }): CollectionMoment {
  const { version } = collectionCase;
  if (!collectionCase.isOpen) {
    const outcome = collectionCase.closeReason!;
    return { kind: 'closed', at: null, because: `nothing is open any more: ${outcome}`, version, outcome };
  }
  if (!moment) return { kind: 'wait', at: null, because: 'everything has been said; a collector talks to the customer', version };
  return { kind: momentKind(moment), at: moment.at.toISOString(), because: moment.because.text, version };
}

function momentKind({ level }: DunningMoment): CollectionMoment['kind'] {
  if (!level) return 'remind-before';
  // The story tells two sorts of level apart: a letter only, and a letter with a collector's task.
  return level.opensTask || level.level > 1 ? 'level-2' : 'level-1';
}
