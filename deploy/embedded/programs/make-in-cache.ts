import { notHere, type NotHere } from '../resolve-program';
import { waitingFor, type ProgramContext } from './program-context';

/** A refusal must leave no cache entry behind; thrown through the cache, it is turned back into a value here. */
class Refused extends Error {}

/**
 * Makes a cache entry.
 * @param make fills the folder, or says why it cannot
 * @returns the entry's folder, or that reason
 */
export async function makeInCache(context: ProgramContext, entry: string, thing: string, make: (folder: string) => Promise<NotHere | undefined>): Promise<string | NotHere> {
  try {
    return await context.cache.make(
      entry,
      async (folder) => {
        const refusal = await make(folder);
        if (refusal) throw new Refused(refusal.notHere);
      },
      waitingFor(context, thing),
      context.signal,
    );
  } catch (error) {
    if (error instanceof Refused) return notHere(error.message);
    throw error;
  }
}
