import { WakeSignal } from './wake-signal';

/** Makes its rounds as long as the service runs: when somebody rings, and after `poll` milliseconds although nobody did. What fails is told and tried again. */
export class Rounds {
  private readonly wake = new WakeSignal();
  private stopping = false;
  private running: Promise<void> | undefined;

  constructor(
    /** All that there is to do; `goesOn` turns false when the service ends. */
    private readonly round: (goesOn: () => boolean) => Promise<void>,
    private readonly poll: number,
    private readonly trouble: (error: Error) => void,
  ) {}

  begin(): void {
    this.running = this.serve();
  }

  ring(): void {
    this.wake.ring();
  }

  /** No other round; `ended` waits for the one under way. */
  end(): void {
    this.stopping = true;
    this.wake.ring();
  }

  async ended(): Promise<void> {
    await this.running;
  }

  private async serve(): Promise<void> {
    while (!this.stopping) {
      await this.round(() => !this.stopping).catch(this.trouble);
      await this.wake.wait(this.poll);
    }
  }
}
