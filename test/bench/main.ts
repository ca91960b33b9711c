import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Bench, Measured, Size } from './bench';
import { benchEngines } from './engines';
import { measure } from './measure';
import { showMeasured, showTable } from './show';

/** Loaded when asked for: a bench brings its engines' clients with it. */
const benches: Record<string, () => Promise<{ bench: Bench }>> = {
  intake: () => import('./intake.bench'),
  import: () => import('./import.bench'),
  claims: () => import('./claims.bench'),
  relay: () => import('./relay.bench'),
  decide: () => import('./decide.bench'),
  due: () => import('./due.bench'),
  inbox: () => import('./inbox.bench'),
  preview: () => import('./preview.bench'),
  idle: () => import('./idle.bench'),
};

/** Exit code 0: every bench compared like with like and, in full size, met its floor. 1: not so. 2: no such bench. */
async function main(args: string[]): Promise<number> {
  const size: Size = args.includes('--smallest') ? 'smallest' : 'full';
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = names.filter((name) => !(name in benches));
  if (unknown.length > 0) {
    console.error(`No such bench: ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`);
    return 2;
  }
  // Before anything makes a logger: what is told here are figures.
  process.env.LOG_LEVEL ??= 'warn';
  const chosen = await Promise.all((names.length > 0 ? names : Object.keys(benches)).map(async (name) => (await benches[name]!()).bench));
  const engines = await benchEngines(chosen.flatMap(({ needs }) => needs));
  const results: Measured[] = [];
  try {
    for (const bench of chosen) results.push(...(await runBench(bench, size)));
  } finally {
    await engines.stop();
  }
  showTable(results, size);
  const folder = resolve(process.cwd(), 'test-results/bench');
  mkdirSync(folder, { recursive: true });
  writeFileSync(resolve(folder, `${size}.json`), `${JSON.stringify(results, null, 2)}\n`);
  // The smallest size only proves that every bench runs and compares like with like; its ratios mean nothing.
  const faulty = results.filter((result) => result.faults.length > 0 || (size === 'full' && result.verdict === 'below the floor'));
  return faulty.length > 0 ? 1 : 0;
}

async function runBench(bench: Bench, size: Size): Promise<Measured[]> {
  const results: Measured[] = [];
  const prepared = await bench.prepare(size);
  try {
    for (const comparison of prepared.comparisons) {
      const measured = await measure(comparison, prepared.rounds);
      results.push(measured);
      showMeasured(measured);
    }
  } finally {
    await prepared.close();
  }
  return results;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
