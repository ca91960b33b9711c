/** Workflows that a process keeps, where the setting TEMPORAL_MAX_CACHED_WORKFLOWS says nothing. A cached workflow takes 0.3 MB. */
const USUAL = 1_000;
/** A queue keeps a few, however many there are: with none, a story would be replayed from its beginning with each step. */
const LEAST = 10;

let queues = 1;

/** Says how many queues this process will poll, before the first of its workers starts: what it may cache is divided among them. */
export function shareCacheAmong(count: number): void {
  queues = Math.max(1, count);
}

/** How many workflows a worker of this process may keep in memory. @param whole of the whole process; default the setting TEMPORAL_MAX_CACHED_WORKFLOWS */
export function cacheShare(whole = Number(process.env.TEMPORAL_MAX_CACHED_WORKFLOWS ?? USUAL)): number {
  return Math.max(LEAST, Math.floor(whole / queues));
}
