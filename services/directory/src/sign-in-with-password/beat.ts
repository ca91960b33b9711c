import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds. Longer than all that is done for one password, so that what is done for whom does not show in how long it takes. */
export const BEAT = 250;

/** How long to wait, so that all of it takes whole beats. */
export const untilBeat = (elapsed: number): number => Math.ceil(Math.max(elapsed, 1) / BEAT) * BEAT - elapsed;

/** Runs the work; where it fails, the failure is told on a beat. What succeeds is told at once. */
export async function refusedOnABeat<T>(work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  try {
    return await work();
  } catch (error) {
    await pause(Math.ceil(untilBeat(performance.now() - began)));
    throw error;
  }
}
