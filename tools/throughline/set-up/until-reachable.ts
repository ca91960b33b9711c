import { reasonOf } from '@throughline/embedded/engine-failure';
import { CommandFailed } from '../exit-codes';

/**
 * Waits for an engine that may still be starting, as jobs are run in the moment after it. Client libraries would rather try for minutes, or give
 * up at once with a stack.
 * @throws CommandFailed after 15 seconds, with the address and the variable to correct
 */
export async function untilReachable(what: string, where: string, variable: string, probe: () => Promise<unknown>, withinMs = 15_000): Promise<void> {
  for (const end = Date.now() + withinMs; ; ) {
    try {
      await probe();
      return;
    } catch (error) {
      if (Date.now() > end) throw new CommandFailed(`${what} cannot be used at ${where}: ${reasonOf(error)}.\n  What to do: start it, or correct ${variable}.`);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
