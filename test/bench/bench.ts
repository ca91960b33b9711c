/** One run of one side: how much work was done, in how long, and what it left behind. */
export interface Run {
  /** Work items done (rows, attempts, messages, decisions). */
  items: number;
  seconds: number;
  /** What the other side must have done as well, e.g. rows written; compared before a ratio is reported. */
  outcome: Record<string, number>;
  /** Milliseconds of single items, where latency matters. */
  latencies?: number[];
}

export interface Side {
  name: string;
  run(): Promise<Run>;
}

export interface Floor {
  /** Least share of the baseline's rate (or, for latency rows, the most times its latency) that is acceptable. */
  floor: number;
  goal: number;
  measure: 'rate' | 'latency' | 'memory';
}

export interface Comparison {
  row: string;
  work: string;
  baseline: Side;
  subject: Side;
  expect: Floor;
  /** Further conditions on the subject's own figures; each fault in a sentence. */
  conditions?: (runs: Run[]) => string[];
  /** Shown beside it, without a ratio. */
  beside?: Side;
}

export type Size = 'smallest' | 'full';

export interface Bench {
  name: string;
  /** Prepares engines, data and both sides; `close` gives everything back. */
  prepare(size: Size): Promise<{ comparisons: Comparison[]; rounds: number; close(): Promise<void> }>;
}

export interface Measured {
  row: string;
  work: string;
  baseline: Figures;
  subject: Figures;
  beside?: Figures & { name: string };
  ratio: number | null;
  floor: number;
  goal: number;
  verdict: 'goal met' | 'floor met' | 'below the floor' | 'not the same work';
  limitedBy: string;
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
