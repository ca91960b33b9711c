/**
 * Deals `count` turns to `people` in order, going on where the last deal stopped: over any number of deals to the same people nobody has had
 * more than one turn more than another.
 * @param position turns dealt so far in this pool
 * @returns whose turn it is, one for each
 */
export function deal<T>(people: readonly T[], position: bigint, count: number): T[] {
  const start = Number(position % BigInt(people.length));
  return Array.from({ length: count }, (_, turn) => people[(start + turn) % people.length]!);
}
