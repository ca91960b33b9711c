import { blocksOf } from './blocks';
import type { LabelledRecord } from './labelled-set.fixture';
import { labelledSet } from './labelled-set.fixture';
import { judge, matchFacts } from './match-score';

interface Tally {
  truth: number;
  found: number;
  wrong: number;
}
const precision = ({ found, wrong }: Tally): number => found / (found + wrong);
const recall = ({ truth, found }: Tally): number => found / truth;
const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;

/**
 * Records come in one after the other, each is compared with those from before it that share a block, as the database does, and held against the labels.
 * Pairs that no block brings together count as missed.
 */
function measure(set: readonly LabelledRecord[]) {
  const records = set.map((one) => ({ ...one, facts: matchFacts(one.record) }));
  const blocks = new Map<string, typeof records>();
  const scripts = { han: empty(), latin: empty() };
  const byDirt = new Map<string, Tally>();
  let compared = 0;
  for (const one of records) {
    const { asked, kept } = blocksOf(one.facts);
    const near = [...new Set(asked.flatMap((block) => blocks.get(block) ?? []))];
    compared += near.length;
    for (const { candidate: other } of judge(one.facts, near)) {
      if (one.company === other.company) {
        scripts[one.script].found += 1;
        for (const dirt of dirtOf(one, other)) tally(byDirt, dirt).found += 1;
      } else scripts[one.script].wrong += 1;
    }
    for (const block of kept) blocks.set(block, [...(blocks.get(block) ?? []), one]);
  }
  const byCompany = new Map<number, typeof records>();
  for (const one of records) byCompany.set(one.company, [...(byCompany.get(one.company) ?? []), one]);
  for (const same of byCompany.values()) {
    same.forEach((one, at) => same.slice(at + 1).forEach((other) => {
      scripts[one.script].truth += 1;
      for (const dirt of dirtOf(one, other)) tally(byDirt, dirt).truth += 1;
    }));
  }
  const all = { truth: scripts.han.truth + scripts.latin.truth, found: scripts.han.found + scripts.latin.found, wrong: scripts.han.wrong + scripts.latin.wrong };
  return { all, ...scripts, byDirt, compared, records: records.length };
}

const empty = (): Tally => ({ truth: 0, found: 0, wrong: 0 });
const dirtOf = (one: LabelledRecord, other: LabelledRecord): Set<string> => new Set([...one.dirt, ...other.dirt]);
function tally(tallies: Map<string, Tally>, key: string): Tally {
  const known = tallies.get(key) ?? empty();
  tallies.set(key, known);
  return known;
}

describe.each([1, 2, 3])('6,000 companies of seed %i', (seed) => {
  const result = measure(labelledSet(seed, 6_000));
  const line = (what: string, one: Tally) => `${what.padEnd(32)} ${String(one.truth).padStart(6)} pairs, precision ${percent(precision(one))}, recall ${percent(recall(one))}`;

  it('finds nine of ten duplicates, and is right in 97 of 100', () => {
    console.log(
      [
        `seed ${seed}: ${result.records} records, ${result.compared} comparisons (${(result.compared / result.records).toFixed(1)} for each record)`,
        line('all', result.all),
        line('Chinese', result.han),
        line('Latin', result.latin),
        ...[...result.byDirt].sort(([a], [b]) => a.localeCompare(b)).map(([dirt, one]) => `  ${dirt.padEnd(32)} ${String(one.truth).padStart(6)} pairs, recall ${percent(recall(one))}`),
      ].join('\n'),
    );
    expect(precision(result.all)).toBeGreaterThanOrEqual(0.97);
    expect(recall(result.all)).toBeGreaterThanOrEqual(0.9);
  });

  it('compares each record with a handful of others, not with all', () => {
    expect(result.compared / result.records).toBeLessThan(12);
  });
});
