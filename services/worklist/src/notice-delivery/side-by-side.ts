export interface Limits {
  /** At once. */
  most: number;
  /** At once to one host: one that hangs leaves room for the others. */
  mostOfOneHost: number;
}

/** Does pieces of work side by side, never more than the limits say. */
export class SideBySide<J extends { host: string | null }> {
  private readonly underWay = new Set<Promise<void>>();
  private readonly hosts: (string | null)[] = [];
  private beginning: Promise<void> = Promise.resolve();
  private filling = false;
  private again = false;
  private stopping = false;

  constructor(
    private readonly limits: Limits,
    /** What is first in line but for what goes to these hosts; undefined: nothing. */
    private readonly next: (fullHosts: string[]) => Promise<J | undefined>,
    private readonly work: (job: J) => Promise<void>,
    private readonly trouble: (error: Error) => void,
  ) {}

  /** Begins what there is, as far as there is room; goes on by itself whenever something has ended. Does not fail. */
  async begin(): Promise<void> {
    this.again = true;
    if (!this.filling) {
      this.filling = true;
      this.beginning = this.fill();
    }
    await this.beginning;
  }

  /** Begins nothing more, and waits for what is under way. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.beginning;
    await Promise.all(this.underWay);
  }

  /** One at a time asks what is next: else two would not know of each other's host. */
  private async fill(): Promise<void> {
    try {
      while (this.again && !this.stopping) {
        this.again = false;
        while (!this.stopping && this.hosts.length < this.limits.most) {
          const job = await this.next(this.fullHosts());
          if (!job) break;
          this.start(job);
        }
      }
    } catch (error) {
      this.trouble(error as Error);
    } finally {
      // In the same breath as the last look at `again`: whoever begins from now on fills anew.
      this.filling = false;
    }
  }

  private start(job: J): void {
    this.hosts.push(job.host);
    const run = this.work(job).catch(this.trouble).finally(() => {
      this.hosts.splice(this.hosts.indexOf(job.host), 1);
      this.underWay.delete(run);
      void this.begin();
    });
    this.underWay.add(run);
  }

  private fullHosts(): string[] {
    const named = this.hosts.filter((host) => host !== null);
    return [...new Set(named)].filter((host) => named.filter((one) => one === host).length >= this.limits.mostOfOneHost);
  }
}
