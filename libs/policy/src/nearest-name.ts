/** The name that was most likely meant: at most two letters away, and fewer than half of its letters. Undefined where none is near. */
export function nearest(written: string, names: readonly string[]): string | undefined {
  const near = names
    .map((name) => ({ name, away: distance(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, away }) => away <= 2 && away * 2 < name.length)
    .sort((a, b) => a.away - b.away);
  return near[0]?.name;
}

/** Letters to be put in, taken out or changed (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[other.length]!;
}
