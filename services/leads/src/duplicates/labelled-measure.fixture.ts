import { companyKey } from '../lead/normalise';
import { blocksOf } from './blocks';
import type { LabelledRecord } from './labelled-set.fixture';
import type { MatchFacts } from './match-score';
import { judge, matchFacts } from './match-score';

export interface Tally {
  /** Pairs of one company, without those that share a key and need no likeness. */
  truth: number;
  found: number;
  /** Pairs of one company that share no block. */
  unseen: number;
  /** Pairs of two companies that were taken for one. */
  wrong: number;
}
export const precision = ({ found, wrong }: Tally): number => found / (found + wrong);
export const recall = ({ truth, found }: Tally): number => found / truth;

interface Known extends LabelledRecord {
  facts: MatchFacts;
}

/**
 * Records come in one after the other, each is compared with those from before it that share a block, as the database does, and held against the labels.
 * Pairs that no block brings together count as missed; those that a unique key of the database brings together count nowhere.
 */
export function measure(set: readonly LabelledRecord[]) {
  const records: Known[] = set.map((one) => ({ ...one, facts: matchFacts(one.record) }));
  const blocks = new Map<string, Known[]>();
  const all = { han: empty(), latin: empty() };
  const [alone, amongOthers, lookalikes] = [new Map<string, Tally>(), new Map<string, Tally>(), new Map<string, Tally>()];
  const found = new Set<string>();
  const seen = new Set<string>();
  const misses: string[] = [];
  let compared = 0;
  const at = new Map(records.map((one, index) => [one, index]));
  const pairOf = (one: Known, other: Known) => [at.get(one)!, at.get(other)!].sort((a, b) => a - b).join('-');
  for (const one of records) {
    const { asked, kept } = blocksOf(one.facts);
    const near = [...new Set(asked.flatMap((block) => blocks.get(block) ?? []))];
    compared += near.length;
    for (const other of near) seen.add(pairOf(one, other));
    for (const { candidate: other, score } of judge(one.facts, near)) {
      if (sameKey(one, other)) continue;
      if (one.company === other.company) found.add(pairOf(one, other));
      else {
        all[one.script].wrong += 1;
        const sort = likeness(one, other);
        tally(lookalikes, sort).wrong += 1;
        misses.push(`WRONG ${score} ${sort}: ${told(one)} | ${told(other)}`);
      }
    }
    for (const block of kept) blocks.set(block, [...(blocks.get(block) ?? []), one]);
  }
  for (const same of byCompany(records)) {
    same.forEach((one, index) => same.slice(index + 1).forEach((other) => {
      if (sameKey(one, other)) return;
      const [isFound, isSeen] = [found.has(pairOf(one, other)), seen.has(pairOf(one, other))];
      const noise = [...new Set([...one.noise, ...other.noise])];
      if (!isFound) misses.push(`${isSeen ? 'MISSED' : 'UNSEEN'} ${noise.join('+')}: ${told(one)} | ${told(other)}`);
      const tallies = [all[one.script], ...noise.map((sort) => tally(noise.length === 1 ? alone : amongOthers, sort))];
      for (const one of tallies) count(one, isFound, isSeen);
    }));
  }
  for (const one of records) if (one.like) tally(lookalikes, one.like.sort).truth += 1;
  return { all: sum(all.han, all.latin), ...all, alone, amongOthers, lookalikes, compared, records: records.length, misses };
}

/** Of two different companies: what makes the one like the other. */
function likeness(one: Known, other: Known): string {
  if (one.like?.company === other.company) return one.like.sort;
  if (other.like?.company === one.company) return other.like.sort;
  if (one.like && one.like.company === other.like?.company) return one.like.sort;
  return 'by chance';
}

/** The unique keys that such records have. */
function sameKey({ record: a }: Known, { record: b }: Known): boolean {
  return (a.phone !== null && a.phone === b.phone) || (a.domain !== null && a.domain === b.domain && companyKey(a.companyName) === companyKey(b.companyName));
}

function byCompany(records: readonly Known[]): Known[][] {
  const groups = new Map<number, Known[]>();
  for (const one of records) groups.set(one.company, [...(groups.get(one.company) ?? []), one]);
  return [...groups.values()];
}

function count(one: Tally, isFound: boolean, isSeen: boolean): void {
  one.truth += 1;
  if (isFound) one.found += 1;
  if (!isSeen) one.unseen += 1;
}

export const empty = (): Tally => ({ truth: 0, found: 0, unseen: 0, wrong: 0 });
export const sum = (a: Tally, b: Tally): Tally => ({ truth: a.truth + b.truth, found: a.found + b.found, unseen: a.unseen + b.unseen, wrong: a.wrong + b.wrong });
const told = ({ record: { companyName, domain, city, contactName } }: Known): string => [companyName, domain, city, contactName].join(', ');
export function tally(tallies: Map<string, Tally>, key: string): Tally {
  const known = tallies.get(key) ?? empty();
  tallies.set(key, known);
  return known;
}
