/** What is going on with one engine, in words for a person. */
export interface ProgressEvent {
  readonly engine: string;
  readonly phase: 'begin' | 'doing' | 'ready' | 'failed' | 'stopped';
  /** What is being done, e.g. "building the Temporal CLI 1.5.1 with Go". */
  readonly text: string;
  /** Why it has to be done, or what the engine is needed for. */
  readonly why?: string;
  /** Detail of a long step that may change many times a second, e.g. the package being compiled. Shown only where lines can be rewritten, and in the regular reminders. */
  readonly detail?: string;
}

export type ProgressListener = (event: ProgressEvent) => void;

/** Something that shows progress. `end` must be called once nothing more will come, else its timers keep the process alive. */
export interface ProgressView {
  readonly listen: ProgressListener;
  end(): Promise<void> | void;
}

/**
 * Plain lines, for logs and pipes: every step once, and while a step goes on a reminder every 15 seconds, so that nobody has to guess
 * whether a five-minute build still runs.
 */
export function plainProgress(write: (line: string) => void, now: () => number = Date.now, remindMs = 15_000): ProgressView & { remind(): void } {
  const engines = new Map<string, { startedAt: number; stepAt: number; saidAt: number; text: string; detail?: string }>();
  const say = (engine: string, text: string, since: number) => write(`${engine}: ${text} (${humanTime(now() - since)})`);

  const remind = () => {
    for (const [engine, state] of engines) {
      if (now() - state.saidAt < remindMs) continue;
      state.saidAt = now();
      say(engine, `still ${state.text}${state.detail ? `: ${state.detail}` : ''}`, state.stepAt);
    }
  };
  const timer = setInterval(remind, Math.min(remindMs, 1_000));
  timer.unref();

  const listen: ProgressListener = ({ engine, phase, text, why, detail }) => {
    const known = engines.get(engine);
    if (phase === 'begin' || phase === 'doing') {
      if (known && known.text === text) {
        known.detail = detail;
        return;
      }
      engines.set(engine, { startedAt: known?.startedAt ?? now(), stepAt: now(), saidAt: now(), text, detail });
      write(`${engine}: ${text}${why ? `, because ${why}` : ''}`);
      return;
    }
    engines.delete(engine);
    say(engine, text, known?.startedAt ?? now());
  };
  return { listen, remind, end: () => clearInterval(timer) };
}

/** @returns a duration in milliseconds as a person would say it: "0.4 s", "12 s", "3 min 05 s". */
export function humanTime(ms: number): string {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}
