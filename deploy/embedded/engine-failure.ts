/** An engine could not be had. Always says why (cause) and what a person can do about it (fix). */
export class EngineFailure extends Error {
  constructor(
    readonly engine: string,
    readonly why: string,
    readonly fix: string,
  ) {
    super(`${engine}: ${why}\n  What to do: ${fix}`);
    this.name = 'EngineFailure';
  }
}

/** Folds the failures of engines that were started side by side into one text, so that a person fixes all of them in one go. */
export class EnginesFailed extends Error {
  constructor(readonly failures: readonly Error[]) {
    super(failures.map((failure) => failure.message).join('\n'));
    this.name = 'EnginesFailed';
  }
}

/** @returns the message of anything that was thrown, on one line. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  const text = error instanceof Error ? error.message || error.name : String(error);
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message || error.cause.name})` : '';
  return `${text}${cause}`.replace(/\s*\n\s*/g, ' ').trim();
}
