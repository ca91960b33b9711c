import { measure, percentile } from './measure';
import type { Run, Side } from './bench';

const side = (name: string, runs: Run[]): Side => ({ name, run: () => Promise.resolve(runs.shift()!) });
const run = (items: number, seconds: number, rows = items): Run => ({ items, seconds, outcome: { rows } });
const comparison = (baseline: Run[], subject: Run[]) => ({
  row: 'row',
  work: 'work',
  baseline: side('plain', baseline),
  subject: side('ours', subject),
  expect: { floor: 0.3, goal: 0.5, measure: 'rate' as const },
});

describe('measure', () => {
  it('compares medians of runs taken in turn', async () => {
    const measured = await measure(comparison([run(100, 1), run(100, 2), run(100, 1)], [run(100, 2), run(100, 2), run(100, 4)]), 3);
    expect(measured).toMatchObject({ ratio: 0.5, verdict: 'goal met', faults: [] });
  });

  it('gives no ratio when the two sides did not do the same', async () => {
    const measured = await measure(comparison([run(100, 1)], [run(100, 1, 99)]), 1);
    expect(measured).toMatchObject({ ratio: null, verdict: 'not the same work', faults: ['rows: 99 beside 100'] });
  });

  it('says when it is below the floor', async () => {
    const measured = await measure(comparison([run(100, 1)], [run(100, 10)]), 1);
    expect(measured.verdict).toBe('below the floor');
  });

  it('prepares each side before each of its runs, and does not say that a goal is met when an absolute one is missed', async () => {
    const calls: string[] = [];
    const noted = (name: string): Side => ({
      name,
      before: () => Promise.resolve(void calls.push(`${name} before`)),
      run: () => Promise.resolve((calls.push(`${name} run`), run(100, 1))),
    });
    const asked = { ...comparison([], []), baseline: noted('plain'), subject: noted('ours'), goals: () => ['p99 is 50 ms, not 40'] };
    expect(await measure(asked, 1)).toMatchObject({ ratio: 1, verdict: 'floor met', missedGoals: ['p99 is 50 ms, not 40'], faults: [] });
    expect(calls).toEqual(['plain before', 'plain run', 'ours before', 'ours run']);
  });

  it('takes percentiles by nearest rank', () => {
    expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(percentile([1, 2, 3, 4], 0.99)).toBe(4);
  });
});
