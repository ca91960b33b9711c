import type { Cast } from './cast';
import type { Happenings } from './happenings';
import type { SandboxDays } from './sandbox-days';
import { Refused } from './api';

/** What everybody in the story shares. */
export interface Stage {
  cast: Cast;
  days: SandboxDays;
  happenings: Happenings;
  seed: string;
  poolId: string;
  calendarId?: string;
}

/**
 * People try things that others were quicker at; the story goes on. Any other refusal is a fault of the story and ends it.
 * @returns what was answered, or undefined when it was refused with one of the expected codes
 */
export async function unlessRefused<T>(codes: string[], attempt: () => Promise<T>): Promise<T | undefined> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof Refused && codes.includes(error.code)) return undefined;
    throw error;
  }
}

/** Everybody acts, a few at a time, in a fixed order of starting. */
export async function eachOf<T>(items: readonly T[], act: (item: T) => Promise<void>, atOnce = 4): Promise<void> {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: Math.min(atOnce, queue.length) }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await act(item);
    }),
  );
}
