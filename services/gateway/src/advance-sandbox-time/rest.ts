import { setTimeout as pause } from 'node:timers/promises';

import { sandboxTimeErrors } from './sandbox-time.errors';
import { touchedIn, unchanged, unrest, type Snapshots } from './quiet-judge';

/** Where the state of work is read; the real one asks all services and Temporal. */
export interface RestSources {
  /** Takes the ids of touched workflows with it: each is told once. */
  snapshots(): Promise<Snapshots>;
  /** Why this workflow, or a child of it, is not at rest; undefined when it is. */
  stirring(workflowId: string): Promise<string | undefined>;
}

export interface Patience {
  /** Milliseconds after which to give up. */
  giveUpAfter: number;
}

/** Pauses between two looks, milliseconds: short first, for most stops are quiet at once. */
const FIRST_PAUSE = 2;
const LONGEST_PAUSE = 25;

/**
 * Waits until nothing moves any more: outboxes empty, consumers caught up, no activity, no touched workflow with an open task, and all
 * that seen twice with nothing in between. `open` are workflows that may be at work; those found at rest are taken out.
 * @throws sandbox_time.not_quiet, naming who is not at rest
 */
export async function waitForRest(sources: RestSources, open: Set<string>, { giveUpAfter }: Patience): Promise<void> {
  const deadline = Date.now() + giveUpAfter;
  let before: Snapshots | undefined;
  for (let wait = FIRST_PAUSE; ; wait = Math.min(wait * 1.5, LONGEST_PAUSE)) {
    // Temporal first: while a workflow is at work there is no need to ask every process.
    let reasons = await stirringOf(sources, open);
    if (reasons.length === 0) {
      const now = await sources.snapshots();
      for (const workflowId of touchedIn(now)) open.add(workflowId);
      reasons = unrest(now);
      if (reasons.length === 0) {
        if (before && unchanged(before, now)) return;
        before = now;
        if (Date.now() < deadline) continue;
        reasons = ['something happens all the time'];
      }
    }
    before = undefined;
    if (Date.now() > deadline) throw sandboxTimeErrors.not_quiet({ detail: reasons.slice(0, 10).join('; '), data: { notAtRest: reasons.slice(0, 50) } });
    await pause(wait);
  }
}

/** Looks at all open workflows side by side; those at rest are looked at no more. */
async function stirringOf(sources: RestSources, open: Set<string>): Promise<string[]> {
  const looks = [...open].map(async (workflowId) => [workflowId, await sources.stirring(workflowId)] as const);
  const reasons: string[] = [];
  for (const [workflowId, reason] of await Promise.all(looks)) {
    if (reason === undefined) open.delete(workflowId);
    else reasons.push(reason);
  }
  return reasons;
}
