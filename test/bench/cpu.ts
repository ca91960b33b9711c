import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

const ticksPerSecond = 100;

interface Used {
  name: string;
  seconds: number;
}

/** CPU seconds of every process of this machine by its id, from /proc; empty where there is none. */
function cpuByProcess(): Map<string, Used> {
  const used = new Map<string, Used>();
  let entries: string[];
  try {
    entries = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return used;
  }
  for (const pid of entries) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const name = pid === String(process.pid) ? 'this process' : stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
      // Kernel workers change their names with their work.
      used.set(pid, { name: name.startsWith('kworker') ? 'kernel' : name, seconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond });
    } catch {
      // The process ended in between.
    }
  }
  return used;
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
      for (const [pid, { name, seconds }] of cpuByProcess()) {
        used.set(name, (used.get(name) ?? 0) + Math.max(0, seconds - (before.get(pid)?.seconds ?? 0)));
      }
    },
    summary(): string {
      const all = [...used].sort((a, b) => b[1] - a[1]).slice(0, 4).filter(([, seconds]) => seconds > 0.05);
      const total = [...used.values()].reduce((sum, seconds) => sum + seconds, 0);
      const busy = Math.min(100, Math.round((100 * total) / Math.max(0.001, elapsed * cpus().length)));
      return `CPU ${busy} % busy: ${all.map(([name, seconds]) => `${name} ${Math.round((100 * seconds) / Math.max(0.001, elapsed))} %`).join(', ')}`;
    },
  };
}
