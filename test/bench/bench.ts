import type { EngineName } from '@throughline/embedded/engines';

/** One run of one side: how much work was done, in how long, and what it left behind. */
export interface Run {
  /** Work items done (rows, attempts, messages, decisions; for memory: MB). */
  items: number;
  seconds: number;
  /** What the other side must have done as well, e.g. rows written; compared before a ratio is reported. */
  outcome: Record<string, number>;
  /** Milliseconds of single items, where latency matters. */
  latencies?: number[];
}

export interface Side {
  name: string;
  /** Puts everything in its place for the next run; not measured. */
  before?(): Promise<void>;
  run(): Promise<Run>;
}

export interface Floor {
  /** Least share of the baseline's rate (or, for latency and memory, the most times of it) that is acceptable; null where none is set. */
  floor: number | null;
  goal: number;
  measure: 'rate' | 'latency' | 'memory';
}

export interface Comparison {
  row: string;
  /** What is done, with the sizes of this run. */
  work: string;
  baseline: Side;
  subject: Side;
  expect: Floor;
  /** Further conditions on the subject's own figures; each fault in a sentence. */
  conditions?: (runs: Run[]) => string[];
  /** Goals in absolute figures; each one that is missed in a sentence. Without all of them the goal is not met, but nothing is at fault. */
  goals?: (runs: Run[]) => string[];
  /** Shown beside it, without a ratio. */
  beside?: Side;
}

export type Size = 'smallest' | 'full';

export interface Prepared {
  comparisons: Comparison[];
  rounds: number;
  close(): Promise<void>;
}

export interface Bench {
  name: string;
  needs: readonly EngineName[];
  /** Prepares data and both sides; `close` gives everything back. The engines' addresses are in the environment. */
  prepare(size: Size): Promise<Prepared>;
}

export interface Measured {
  row: string;
  work: string;
  measure: Floor['measure'];
  baseline: Figures;
  subject: Figures;
  beside?: Figures & { name: string };
  ratio: number | null;
  floor: number | null;
  goal: number;
  verdict: 'goal met' | 'floor met' | 'below the floor' | 'not the same work';
  limitedBy: string;
  missedGoals: string[];
  faults: string[];
}

export interface Figures {
  rate: Spread;
  latencyMs?: { p50: number; p99: number };
}

export interface Spread {
  min: number;
  median: number;
  max: number;
}
