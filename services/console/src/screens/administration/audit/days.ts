const DAY = 86_400_000;

/** The instant at which a day (`2026-03-02`) begins in a zone. */
export function beginOf(day: string, zone: string): Date {
  const utc = Date.parse(`${day}T00:00:00Z`);
  const first = utc - offsetAt(utc, zone);
  // Where the clock was moved between the two, the offset of the midnight itself counts.
  return new Date(utc - offsetAt(first, zone));
}

/** The instant at which it ends: the next one begins. */
export const endOf = (day: string, zone: string): Date => beginOf(new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10), zone);

/** Milliseconds that the clocks of a zone are ahead of UTC. */
function offsetAt(instant: number, zone: string): number {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(instant);
  return Date.parse(`${shown.replace(' ', 'T')}Z`) - Math.floor(instant / 1_000) * 1_000;
}
