import { EngineFailure, reasonOf } from './engine-failure';

/** Tells a person what is being done; `why` is said once for each step. */
export type Say = (text: string, why?: string, detail?: string) => void;

/** One place a program may come from. */
export interface Source<P> {
  /** E.g. "TEMPORAL_CLI", "PATH", "cache". */
  readonly name: string;
  /** @returns the program, or in words why it is not to be had here. An exception counts as such a reason. */
  find(say: Say): Promise<P | NotHere>;
  /** A place the user named by hand: if it fails, no other place is tried, as he would not get what he asked for. */
  readonly binding?: boolean;
}

export interface NotHere {
  readonly notHere: string;
}

export function notHere(reason: string): NotHere {
  return { notHere: reason };
}

/**
 * Asks the places in their order and takes the first program found.
 * @throws EngineFailure that lists each place with its reason, and the fix.
 */
export async function resolveProgram<P extends object>(engine: string, sources: readonly Source<P>[], fix: string, say: Say, signal?: AbortSignal): Promise<P> {
  const reasons: string[] = [];
  for (const source of sources) {
    signal?.throwIfAborted();
    const found = await source.find((text, why, detail) => say(text, why ?? reasons.at(-1), detail)).catch((error: unknown) => notHere(reasonOf(error)));
    signal?.throwIfAborted();
    if (!('notHere' in found)) return found;
    if (source.binding) throw new EngineFailure(engine, `${source.name}: ${found.notHere}`, fix);
    if (found.notHere) reasons.push(`${source.name}: ${found.notHere}`);
  }
  throw new EngineFailure(engine, `no program to run it with. Tried ${reasons.join('; ')}.`, fix);
}
