import { allHandlersFinished, condition, makeContinueAsNewFunc, workflowInfo } from '@temporalio/workflow';
import { processMemo } from './memo';
import { packedState } from './state';

/** Events after which a run is ended although the server would allow about twice as many. */
const longRun = 2000;
/** Below this a run would end before it has done anything. */
const shortest = 20;

export interface Run {
  /** True when it is time for a new run. Belongs into the condition of every long wait. */
  isLong(): boolean;
  /** A point at which the whole state is in `nextInput`: continues as new when it is time. */
  breathe(): Promise<void>;
}

/** Bounds the runs of a process. `nextInput` is asked once all handlers have finished, so no update is lost or done twice. */
export function runOf<I>(nextInput: () => I, isLongAnyway = () => false): Run {
  const threshold = Math.max(processMemo().continueAsNewEvents ?? longRun, shortest);
  const isLong = () => {
    const { continueAsNewSuggested, historyLength } = workflowInfo();
    return continueAsNewSuggested || historyLength > threshold || isLongAnyway();
  };
  return {
    isLong,
    async breathe() {
      if (!isLong()) return;
      await condition(allHandlersFinished);
      // The memo is handed on by name: not every server carries it over.
      const next = makeContinueAsNewFunc<(input: I) => Promise<unknown>>({ memo: { ...workflowInfo().memo } });
      await next(packedState(nextInput()));
    },
  };
}
