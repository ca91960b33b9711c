import { cpuShares } from './cpu';
import type { Comparison, Figures, Measured, Run, Side, Spread } from './bench';

/** Both sides in turn, A B A B, on the same engines: these machines are shared, so a ratio holds where a time does not. */
export async function measure(comparison: Comparison, rounds: number): Promise<Measured> {
  const { baseline, subject, expect } = comparison;
  const baselineRuns: Run[] = [];
  const subjectRuns: Run[] = [];
  const load = cpuShares();
  for (let round = 0; round < rounds; round += 1) {
    await baseline.before?.();
    baselineRuns.push(await baseline.run());
    await subject.before?.();
    await load.during(async () => subjectRuns.push(await subject.run()));
  }
  const beside = comparison.beside && { name: comparison.beside.name, figures: await alone(comparison.beside) };
  const faults = [...differentWork(baselineRuns, subjectRuns), ...(comparison.conditions?.(subjectRuns) ?? [])];
  const [base, own] = [figures(baselineRuns), figures(subjectRuns)];
  const same = differentWork(baselineRuns, subjectRuns).length === 0;
  const ratio = same ? ratioOf(expect.measure, base, own) : null;
  const reaches = (bound: number | null) => ratio !== null && (bound === null || (expect.measure === 'rate' ? ratio >= bound : ratio <= bound));
  const missedGoals = comparison.goals?.(subjectRuns) ?? [];
  const atGoal = missedGoals.length === 0 && reaches(expect.goal);
  return {
    row: comparison.row,
    work: comparison.work,
    measure: expect.measure,
    baseline: base,
    subject: own,
    ...(beside && { beside: { name: beside.name, ...beside.figures } }),
    ratio,
    floor: expect.floor,
    goal: expect.goal,
    verdict: ratio === null ? 'not the same work' : atGoal ? 'goal met' : reaches(expect.floor) ? 'floor met' : 'below the floor',
    limitedBy: load.summary(),
    missedGoals,
    faults,
  };
}

async function alone(side: Side): Promise<Figures> {
  await side.before?.();
  return figures([await side.run()]);
}

function ratioOf(kind: Comparison['expect']['measure'], base: Figures, own: Figures): number {
  if (kind !== 'latency') return own.rate.median / base.rate.median; // of memory: MB
  return (own.latencyMs?.p50 ?? Number.NaN) / (base.latencyMs?.p50 ?? Number.NaN);
}

/** A ratio of two sides that did not do the same would be a lie. */
function differentWork(baseline: Run[], subject: Run[]): string[] {
  const faults: string[] = [];
  const [first] = baseline;
  if (!first) return ['nothing was measured'];
  for (const run of [...baseline, ...subject]) {
    for (const [what, count] of Object.entries(first.outcome)) {
      if (run.outcome[what] !== count) faults.push(`${what}: ${run.outcome[what]} beside ${count}`);
    }
  }
  return [...new Set(faults)];
}

export function figures(runs: Run[]): Figures {
  const latencies = runs.flatMap((run) => run.latencies ?? []);
  return {
    rate: spread(runs.map((run) => run.items / run.seconds)),
    ...(latencies.length > 0 && { latencyMs: { p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) } }),
  };
}

export function spread(values: number[]): Spread {
  return { min: Math.min(...values), median: percentile(values, 0.5), max: Math.max(...values) };
}

/** Nearest rank. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

/** Runs `items` pieces of work with so many at once and notes how long each took. */
export async function atOnce(items: number, workers: number, work: (index: number) => Promise<void>): Promise<{ seconds: number; latencies: number[] }> {
  const latencies: number[] = [];
  let index = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let mine = index++; mine < items; mine = index++) {
        const from = performance.now();
        await work(mine);
        latencies.push(performance.now() - from);
      }
    }),
  );
  return { seconds: (performance.now() - started) / 1000, latencies };
}
