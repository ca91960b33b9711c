import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Bench, Measured, Size, Spread } from './bench';
import { measure } from './measure';

/** Loaded when asked for: a bench brings its engines' clients with it. */
const benches: Record<string, () => Promise<{ bench: Bench }>> = {
  intake: () => import('./intake.bench'),
  import: () => import('./import.bench'),
  claims: () => import('./claims.bench'),
  relay: () => import('./relay.bench'),
  decide: () => import('./decide.bench'),
  due: () => import('./due.bench'),
  idle: () => import('./idle.bench'),
};

async function main(args: string[]): Promise<number> {
  const size: Size = args.includes('--smallest') ? 'smallest' : 'full';
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = names.filter((name) => !(name in benches));
  if (unknown.length > 0) {
    console.error(`No such bench: ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`);
    return 2;
  }
  const results: Measured[] = [];
  for (const name of names.length > 0 ? names : Object.keys(benches)) {
    const { bench } = await benches[name]!();
    const prepared = await bench.prepare(size);
    try {
      for (const comparison of prepared.comparisons) {
        const measured = await measure(comparison, prepared.rounds);
        results.push(measured);
        show(measured);
      }
    } finally {
      await prepared.close();
    }
  }
  const folder = resolve(process.cwd(), 'test-results/bench');
  mkdirSync(folder, { recursive: true });
  writeFileSync(resolve(folder, `${size}.json`), `${JSON.stringify(results, null, 2)}\n`);
  // The smallest size only proves that every bench runs and compares like with like; its ratios mean nothing.
  const faulty = results.filter((result) => result.faults.length > 0 || (size === 'full' && result.verdict === 'below the floor'));
  return faulty.length > 0 ? 1 : 0;
}

function show(result: Measured): void {
  const rate = (spread: Spread) => `${round(spread.median)}/s (${round(spread.min)}–${round(spread.max)})`;
  const latency = (side: Measured['subject']) => (side.latencyMs ? `, p50 ${round(side.latencyMs.p50)} ms, p99 ${round(side.latencyMs.p99)} ms` : '');
  console.log(`\n${result.row}: ${result.work}`);
  console.log(`  baseline   ${rate(result.baseline.rate)}${latency(result.baseline)}`);
  console.log(`  ours       ${rate(result.subject.rate)}${latency(result.subject)}`);
  if (result.beside) console.log(`  beside it  ${result.beside.name}: ${rate(result.beside.rate)}${latency(result.beside)}`);
  console.log(`  ratio      ${result.ratio === null ? 'none' : result.ratio.toFixed(2)} (floor ${result.floor}, goal ${result.goal}): ${result.verdict}`);
  console.log(`  limited by ${result.limitedBy}`);
  for (const fault of result.faults) console.log(`  FAULT      ${fault}`);
}

const round = (value: number) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3));

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
