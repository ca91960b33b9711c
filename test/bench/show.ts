import type { Figures, Measured, Size } from './bench';

export function showMeasured(result: Measured): void {
  console.log(`\n${result.row}: ${result.work}`);
  console.log(`  baseline   ${figuresText(result, result.baseline)}`);
  console.log(`  ours       ${figuresText(result, result.subject)}`);
  if (result.beside) console.log(`  beside it  ${result.beside.name}: ${figuresText(result, result.beside)}`);
  console.log(`  ratio      ${ratioText(result)} (floor ${result.floor ?? 'none'}, goal ${result.goal}): ${result.verdict}`);
  console.log(`  limited by ${result.limitedBy}`);
  for (const missed of result.missedGoals) console.log(`  goal       ${missed}`);
  for (const fault of result.faults) console.log(`  FAULT      ${fault}`);
}

/** All rows once more, one line each. */
export function showTable(results: readonly Measured[], size: Size): void {
  const rows = results.map((result) => [
    result.row,
    middle(result, result.baseline),
    middle(result, result.subject),
    ratioText(result),
    `${result.measure === 'rate' ? '≥' : '≤'} ${result.floor ?? '–'}`,
    `${result.measure === 'rate' ? '≥' : '≤'} ${result.goal}`,
    size === 'smallest' ? 'runs (smallest size: no verdict)' : result.verdict,
  ]);
  const lines = [['row', 'baseline', 'ours', 'ratio', 'floor', 'goal', 'verdict'], ...rows];
  const widths = lines[0]!.map((_, at) => Math.max(...lines.map((line) => line[at]!.length)));
  console.log('');
  for (const line of lines) console.log(line.map((cell, at) => cell.padEnd(widths[at]!)).join('  ').trimEnd());
}

const ratioText = ({ ratio }: Measured) => (ratio === null ? 'none' : ratio.toFixed(2));

function middle({ measure }: Measured, { rate, latencyMs }: Figures): string {
  if (measure === 'latency' && latencyMs) return `${round(latencyMs.p50)} ms`;
  return measure === 'memory' ? `${round(rate.median)} MB` : `${round(rate.median)}/s`;
}

function figuresText({ measure }: Measured, { rate, latencyMs }: Figures): string {
  const unit = measure === 'memory' ? ' MB' : '/s';
  const spread = `${round(rate.median)}${unit} (${round(rate.min)}–${round(rate.max)})`;
  return latencyMs ? `${spread}, p50 ${round(latencyMs.p50)} ms, p99 ${round(latencyMs.p99)} ms` : spread;
}

const round = (value: number) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3));
