import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

const ticksPerSecond = 100;

/** CPU seconds of every process of this machine by short name, from /proc; empty where there is none. */
function cpuByProcess(): Map<string, number> {
  const shares = new Map<string, number>();
  let entries: string[];
  try {
    entries = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return shares;
  }
  for (const pid of entries) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const name = pid === String(process.pid) ? 'this process' : stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
      const seconds = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
      shares.set(name, (shares.get(name) ?? 0) + seconds);
    } catch {
      // The process ended in between.
    }
  }
  return shares;
}

/** Which processes used the CPU while the subject ran: what limited it. */
export function cpuShares() {
  const used = new Map<string, number>();
  let elapsed = 0;
  return {
    async during(work: () => Promise<unknown>): Promise<void> {
      const before = cpuByProcess();
      const from = performance.now();
      await work();
      elapsed += (performance.now() - from) / 1000;
      for (const [name, seconds] of cpuByProcess()) used.set(name, (used.get(name) ?? 0) + Math.max(0, seconds - (before.get(name) ?? 0)));
    },
    summary(): string {
      const all = [...used].sort((a, b) => b[1] - a[1]).slice(0, 3).filter(([, seconds]) => seconds > 0.05);
      const total = [...used.values()].reduce((sum, seconds) => sum + seconds, 0);
      const busy = Math.round((100 * total) / Math.max(0.001, elapsed * cpus().length));
      return `CPU ${busy} % busy: ${all.map(([name, seconds]) => `${name} ${Math.round((100 * seconds) / Math.max(0.001, elapsed))} %`).join(', ')}`;
    },
  };
}
