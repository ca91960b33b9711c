/** Values kept for a while and to a number, oldest out first. */
export class Remembered<T> {
  private readonly entries = new Map<string, { value: T; until: number }>();
  /** Counts forgettings: what was read before one and arrives after it is used once and not kept. */
  private forgettings = 0;

  constructor(
    private readonly milliseconds: number,
    private readonly most: number,
  ) {}

  peek(key: string): { value: T } | undefined {
    const entry = this.entries.get(key);
    return entry && entry.until > Date.now() ? entry : undefined;
  }

  async get(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.peek(key);
    if (known) return known.value;
    const before = this.forgettings;
    const value = await read();
    if (before === this.forgettings) this.put(key, value);
    return value;
  }

  put(key: string, value: T, milliseconds = this.milliseconds): void {
    if (this.entries.size >= this.most) {
      const oldest = this.entries.keys().next().value;
      if (oldest !== undefined) this.entries.delete(oldest);
    }
    this.entries.set(key, { value, until: Date.now() + milliseconds });
  }

  forget(key: string): void {
    this.forgettings += 1;
    this.entries.delete(key);
  }

  forgetAll(): void {
    this.forgettings += 1;
    this.entries.clear();
  }
}
