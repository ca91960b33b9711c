import { EngineFailure, EnginesFailed } from '@throughline/embedded/engine-failure';
import { SettingsError } from '@throughline/config/settings';
import { CommanderError } from 'commander';
import { Refused } from './demo/api';

export const exitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** The command was given wrongly: a name that does not exist, a duration that is none. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What was asked for was found not to be so; the text is for the user and needs no stack. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}

/** The user pressed Ctrl-C, or the system asked us to stop. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  constructor(readonly by: NodeJS.Signals) {
    super(`stopped by ${by}`);
  }
}

export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof UsageError || error instanceof SettingsError) return exitCodes.usage;
  if (error instanceof Interrupted) return exitCodes.interrupted;
  return exitCodes.failed;
}

/** Expected failures are told by their message alone; anything else is a defect, and then the stack helps. */
export function textOf(error: unknown): string {
  const expected = [UsageError, SettingsError, CommandFailed, Interrupted, EngineFailure, EnginesFailed, Refused].some((kind) => error instanceof kind);
  if (!(error instanceof Error)) return String(error);
  return expected ? error.message : (error.stack ?? error.message);
}
