import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { OutboxBell } from '@throughline/messaging/outbox-bell';
import { Rounds } from '@throughline/messaging/rounds';
import { rootLogger } from '@throughline/observability/logger';
import { Deliverer } from './deliverer';
import { channels, type Channel } from './delivery-time';
import type { Leased } from './notice-delivery.repository';
import { SideBySide, type Limits } from './side-by-side';

/** Milliseconds after which one looks although nothing was committed: retries, quiet hours and digests end by themselves. */
const poll = 5_000;
/** A mail server is one for all; robots and push services are many. */
const limits: Record<Channel, Limits> = { mail: { most: 4, mostOfOneHost: 4 }, webhook: { most: 6, mostOfOneHost: 3 }, push: { most: 6, mostOfOneHost: 4 } };

/** Runs the deliverer as long as the service; any number of instances may. What hangs delays what goes to the same target, and little else. */
@Injectable()
export class Delivering implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly rounds: Rounds;
  private readonly lanes: SideBySide<Leased>[];
  private unhook: () => void = () => undefined;

  constructor(
    deliverer: Deliverer,
    @Inject(OutboxBell) private readonly bell: OutboxBell,
  ) {
    this.lanes = channels.map((channel) => new SideBySide(limits[channel], (full) => deliverer.lease(channel, full), (leased) => deliverer.deliver(leased), warn));
    const round = async (goesOn: () => boolean) => {
      while (goesOn() && (await deliverer.planSome()));
      if (goesOn()) await Promise.all(this.lanes.map((lane) => lane.begin()));
    };
    this.rounds = new Rounds(round, poll, warn);
  }

  onApplicationBootstrap(): void {
    if (process.env.THROUGHLINE_PASSIVE === 'true') return;
    this.unhook = this.bell.also(() => this.rounds.ring());
    this.rounds.begin();
  }

  onModuleDestroy(): void {
    this.unhook();
    this.rounds.end();
  }

  /** Before the database goes: the attempts under way are noted first. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.rounds.ended();
    await Promise.all(this.lanes.map((lane) => lane.stop()));
  }
}

const warn = ({ message }: Error): void => rootLogger('worklist').warn({ reason: message }, 'notices were not delivered, trying again');
