/**
 * Business time. In production it is the wall clock; in a sandbox a stored instant that moves only when told to (libs/persistence has that one).
 * Rules never read `new Date()`: they are given the time of the transaction they run in.
 */
export interface TimeSource {
  now(): Promise<Date>;
}

/** The machine's clock. */
export class WallClock implements TimeSource {
  now(): Promise<Date> {
    return Promise.resolve(new Date());
  }
}

/** A clock that stands still until it is set; for tests. */
export class FixedTime implements TimeSource {
  constructor(private at: Date) {}

  now(): Promise<Date> {
    return Promise.resolve(new Date(this.at));
  }

  set(at: Date): void {
    this.at = at;
  }
}
