import type { ProgramCache } from '../program-cache';
import type { ProcessRecords } from '../recorded-process';
import type { Say } from '../resolve-program';

/** What every search for a program needs. */
export interface ProgramContext {
  readonly env: NodeJS.ProcessEnv;
  readonly cache: ProgramCache;
  readonly records: ProcessRecords;
  readonly say: Say;
  readonly signal?: AbortSignal;
}

/** @returns text for a person who waits because another process is making the same thing. */
export function waitingFor(context: ProgramContext, thing: string): (pid: number) => void {
  return (pid) => context.say(`waiting for ${thing}`, `process ${pid} is making it already`);
}
