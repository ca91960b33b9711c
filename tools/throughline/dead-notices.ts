const sample = /^throughline_notices_dead\{channel="(\w+)"\} (\S+)$/gm;

/** Throws where the metrics of the worklist count notices that could not be delivered. */
export function requireNoDeadNotices(metrics: string): void {
  const counts = [...metrics.matchAll(sample)].map(([, channel, count]) => ({ channel, count: Number(count) }));
  if (counts.length === 0 || counts.some(({ count }) => Number.isNaN(count))) throw new Error('its metrics do not count them');
  const dead = counts.filter(({ count }) => count > 0);
  if (dead.length > 0) throw new Error(`${dead.map(({ channel, count }) => `${count} by ${channel}`).join(', ')} could not be delivered: throughline notices dead`);
}
