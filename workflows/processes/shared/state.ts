/** What a process carries into its next run: plain JSON under 32 KB. */
export const stateLimit = 32 * 1024;

/** Lifts a state of schema `n` to `n + 1`: an old state meets new code at continue-as-new. */
export type Upcasters = Readonly<Record<number, (state: unknown) => unknown>>;

interface Carrier {
  schema: number;
  state?: unknown;
}

/** The state that the last run handed over, lifted to the present schema; `fresh` in a first run. */
export function carriedState<S>(input: Carrier, present: number, fresh: () => S, upcasters: Upcasters = {}): S {
  if (input.state === undefined) return fresh();
  if (input.schema > present) throw new Error(`State of schema ${input.schema} is newer than this worker's ${present}: deploy the newer one.`);
  let state: unknown = input.state;
  for (let schema = input.schema; schema < present; schema += 1) {
    const lift = upcasters[schema];
    if (!lift) throw new Error(`No upcaster lifts schema ${schema}.`);
    state = lift(state);
  }
  return state as S;
}

/** Throws where the state would break the limit: the task is retried until a worker that keeps less is deployed. */
export function packedState<S>(state: S): S {
  const size = JSON.stringify(state).length;
  if (size >= stateLimit) throw new Error(`State of ${size} characters is over the limit of ${stateLimit}.`);
  return state;
}

/** The last `limit` of a list; what is older may be forgotten. */
export function lastOf<T>(list: readonly T[], limit: number): T[] {
  return list.slice(-limit);
}
