import { Interrupted } from './exit-codes';

/** npm and the terminal may both deliver the same Ctrl-C: what comes this soon after the first is no second wish. */
const ECHO_MS = 1_000;

/**
 * Turns SIGINT, SIGTERM and SIGHUP into an abort. A second one, more than a second later, ends the process at once; what it had started is then
 * told to stop by exit handlers, or found at the next start.
 */
export function stopSignals(): { signal: AbortSignal; stopped: Promise<NodeJS.Signals>; release: () => void } {
  const controller = new AbortController();
  let first = 0;
  let resolve: (by: NodeJS.Signals) => void;
  const stopped = new Promise<NodeJS.Signals>((done) => (resolve = done));
  const listener = (by: NodeJS.Signals) => {
    if (first === 0) {
      first = Date.now();
      controller.abort(new Interrupted(by));
      resolve(by);
    } else if (Date.now() - first > ECHO_MS) process.exit(130);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, listener);
  return { signal: controller.signal, stopped, release: () => signals.forEach((name) => process.removeListener(name, listener)) };
}
