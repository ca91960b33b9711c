import { rootLogger } from '@throughline/observability/logger';
import { stopTracing } from '@throughline/observability/tracing';
import { closeTemporalClients } from '@throughline/temporal/client';
import { CommandFailed } from './exit-codes';
import { stopSignals } from './stop-signals';

/** Anything that runs until it is closed. */
export interface Closable {
  close(): Promise<void>;
}

/** compose grants 35 seconds (stop_grace_period); a worker drains in 25 at most. */
const DRAIN_MS = 30_000;

/**
 * Starts a role and keeps it running until a signal asks it to stop; then drains it: no new work, what is under way is finished, bounded.
 * @throws CommandFailed if the drain takes longer, so that the supervisor sees that something was cut off
 */
export async function runUntilStopped(name: string, start: () => Promise<Closable>): Promise<void> {
  const { signal, stopped } = stopSignals();
  const log = rootLogger(name);
  const running = await start();
  if (!signal.aborted) log.info('started');
  const by = await stopped;
  log.info({ by }, 'stopping: finishing what is under way');
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), DRAIN_MS)));
  const ended = await Promise.race([running.close().then(letGo), late]);
  clearTimeout(timer);
  if (ended === 'late') throw new CommandFailed(`${name} did not finish within ${DRAIN_MS / 1000} s; what was under way is done again by whoever takes over.`);
  log.info('stopped');
}

/** What a process shares among its parts: the connections to Temporal, and the traces that are still to be sent. */
async function letGo(): Promise<void> {
  await Promise.all([closeTemporalClients(), stopTracing()]);
}

/** Closes several side by side; one that fails does not keep the others open. @throws the first failure */
export function closeAll(parts: readonly Closable[]): Closable {
  return {
    async close() {
      const results = await Promise.allSettled(parts.map((part) => part.close()));
      const failure = results.find((result) => result.status === 'rejected');
      if (failure) throw failure.reason;
    },
  };
}
