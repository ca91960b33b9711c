import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { OutboxBell } from '@throughline/messaging/outbox-bell';
import { WakeSignal } from '@throughline/messaging/wake-signal';
import { rootLogger } from '@throughline/observability/logger';
import { Deliverer } from './deliverer';

/** Milliseconds after which one looks although nothing was committed: retries, quiet hours and digests end by themselves. */
const poll = 5_000;

/** Runs the deliverer as long as the service; any number of instances may. */
@Injectable()
export class Delivering implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly wake = new WakeSignal();
  private stopping = false;
  private running: Promise<void> | undefined;
  private unhook: () => void = () => undefined;

  constructor(
    private readonly deliverer: Deliverer,
    @Inject(OutboxBell) private readonly bell: OutboxBell,
  ) {}

  onApplicationBootstrap(): void {
    if (process.env.THROUGHLINE_PASSIVE === 'true') return;
    this.unhook = this.bell.also(() => this.wake.ring());
    this.running = this.serve();
  }

  onModuleDestroy(): void {
    this.stopping = true;
    this.unhook();
    this.wake.ring();
  }

  /** Before the database goes: the attempt under way is noted first. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.running;
  }

  private async serve(): Promise<void> {
    while (!this.stopping) {
      try {
        while (!this.stopping && (await this.deliverer.planSome()));
        while (!this.stopping && (await this.deliverer.deliverOne()));
      } catch (error) {
        rootLogger('worklist').warn({ reason: (error as Error).message }, 'notices were not delivered, trying again');
      }
      await this.wake.wait(poll);
    }
  }
}
