/** A statement within a transaction: dying behind its answer is dying before the next one. */
const isWithin = (moment: string): boolean => /^after PostgreSQL: (?!COMMIT|UPDATE outbox|SELECT FROM outbox|(INSERT INTO|DELETE FROM) sandbox\.)/.test(moment);

/**
 * So many of the moments of an undisturbed story, each at least once if there is room: before every step, then behind the answer to every step that does not wait for a
 * commit, then behind the others.
 */
export function planOf(moments: readonly string[], kills: number): string[] {
  const once = [...new Set(moments)];
  const before = once.filter((moment) => moment.startsWith('before'));
  const behind = once.filter((moment) => moment.startsWith('after') && !isWithin(moment));
  const order = [...before, ...behind, ...once.filter(isWithin)];
  return Array.from({ length: kills }, (_, at) => order[at % order.length]!);
}
