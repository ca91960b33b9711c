/** A bucket holds `burst` requests and is refilled with `perSecond`. */
export interface Allowance {
  perSecond: number;
  burst: number;
}

/** One person: more than a quick hand needs, less than a script that grabs leads. */
export const STANDARD: Allowance = { perSecond: 20, burst: 60 };
/** In a sandbox scripts play the people, and load is wanted. */
export const SANDBOX: Allowance = { perSecond: 5_000, burst: 20_000 };

/** Buckets that are full again are thrown away beyond this number. */
const MOST = 20_000;

/** Token buckets by caller. Kept in memory: each gateway counts for itself. */
export class TokenBuckets {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  constructor(
    private readonly allowance: Allowance,
    private readonly now: () => number = Date.now,
  ) {}

  /** Takes one token. @returns 0, or the whole seconds until there is one again */
  take(caller: string): number {
    const { perSecond, burst } = this.allowance;
    const at = this.now();
    const known = this.buckets.get(caller);
    const tokens = known ? Math.min(burst, known.tokens + ((at - known.at) / 1000) * perSecond) : burst;
    if (!known && this.buckets.size >= MOST) this.dropFull(at);
    const left = tokens >= 1 ? tokens - 1 : tokens;
    this.buckets.set(caller, { tokens: left, at });
    return tokens >= 1 ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond));
  }

  private dropFull(at: number): void {
    const { perSecond, burst } = this.allowance;
    for (const [caller, bucket] of this.buckets) {
      if (bucket.tokens + ((at - bucket.at) / 1000) * perSecond >= burst) this.buckets.delete(caller);
    }
  }
}
