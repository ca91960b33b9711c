import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { OutboxBell } from '@throughline/messaging/outbox-bell';
import { WakeSignal } from '@throughline/messaging/wake-signal';
import { rootLogger } from '@throughline/observability/logger';
import { Deliverer } from './deliverer';
import { channels, type Channel } from './delivery-time';
import { SideBySide, type Limits } from './side-by-side';

/** Milliseconds after which one looks although nothing was committed: retries, quiet hours and digests end by themselves. */
const poll = 5_000;
/** A mail server is one for all; robots and push services are many. */
const limits: Record<Channel, Limits> = { mail: { most: 4, mostOfOneHost: 4 }, webhook: { most: 6, mostOfOneHost: 3 }, push: { most: 6, mostOfOneHost: 4 } };

/** Runs the deliverer as long as the service; any number of instances may. What hangs delays what goes to the same target, and little else. */
@Injectable()
export class Delivering implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly wake = new WakeSignal();
  private stopping = false;
  private running: Promise<void> | undefined;
  private unhook: () => void = () => undefined;
  private readonly lanes: SideBySide<NonNullable<Awaited<ReturnType<Deliverer['lease']>>>>[];

  constructor(
    private readonly deliverer: Deliverer,
    @Inject(OutboxBell) private readonly bell: OutboxBell,
  ) {
    this.lanes = channels.map((channel) => new SideBySide(limits[channel], (full) => deliverer.lease(channel, full), (leased) => deliverer.deliver(leased), warn));
  }

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

  /** Before the database goes: the attempts under way are noted first. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.running;
    await Promise.all(this.lanes.map((lane) => lane.stop()));
  }

  private async serve(): Promise<void> {
    while (!this.stopping) {
      try {
        while (!this.stopping && (await this.deliverer.planSome()));
        if (!this.stopping) await Promise.all(this.lanes.map((lane) => lane.begin()));
      } catch (error) {
        warn(error as Error);
      }
      await this.wake.wait(poll);
    }
  }
}

const warn = ({ message }: Error): void => rootLogger('worklist').warn({ reason: message }, 'notices were not delivered, trying again');
