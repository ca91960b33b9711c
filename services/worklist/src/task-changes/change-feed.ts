import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { OutboxBell } from '@throughline/messaging/outbox-bell';
import { WakeSignal } from '@throughline/messaging/wake-signal';
import { withContext } from '@throughline/observability/context';
import { rootLogger } from '@throughline/observability/logger';
import { PERSISTENCE_SETTINGS, type PersistenceSettings } from '@throughline/persistence/persistence-settings';
import { ChangeListener, channelOf } from './change-listener';
import { TaskChangesViews } from './task-changes.views';

/** Milliseconds: after which one looks although nobody told; between two tellings of others; between two attempts to reach the database. */
const safetyPoll = 5_000;
const tellEvery = 25;
const again = 1_000;

/**
 * Follows the changes of tasks in the order of their `seq`, from the first who asks on. A transaction that is still open may bring a change below those that are
 * seen; it had its id before it drew its seq. So what is seen is passed on when every transaction with an id below one drawn after the seeing has ended: then all
 * up to there is seen. Commits are told by NOTIFY afterwards, not in the transaction, which would make commits wait for each other (see OutboxBell); what a crash
 * between the two leaves is found by the slow poll.
 */
@Injectable()
export class ChangeFeed implements OnModuleInit, OnModuleDestroy {
  /** All changes up to here can be read, and have been or are being passed on; undefined before the first look. */
  position: bigint | undefined;
  /** Receives each stretch of changes, one after the other. */
  onChanges: (after: bigint, upTo: bigint) => Promise<void> = async () => undefined;
  private readonly wake = new WakeSignal();
  private readonly ending = new AbortController();
  private readonly log = rootLogger('worklist');
  private running: Promise<void> | undefined;
  private listener: ChangeListener | undefined;
  private waiting: (() => void)[] = [];
  private telling: NodeJS.Timeout | undefined;
  private unhook: () => void = () => undefined;

  constructor(
    private readonly views: TaskChangesViews,
    @Inject(OutboxBell) private readonly bell: OutboxBell,
    @Inject(PERSISTENCE_SETTINGS) private readonly settings: PersistenceSettings,
  ) {}

  onModuleInit(): void {
    this.unhook = this.bell.also(() => {
      if (this.running) this.wake.ring();
      this.telling ??= setTimeout(() => void this.tell(), tellEvery).unref();
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.unhook();
    clearTimeout(this.telling);
    this.ending.abort();
    this.wake.ring();
    this.listener?.close();
    await this.running;
  }

  /** Until all that was committed before this call has been passed on, as a rule; at most so many milliseconds. */
  async catchUp(milliseconds: number): Promise<void> {
    this.running ??= withContext({}, () => this.follow());
    const seen = new Promise<void>((resolve) => this.waiting.push(resolve));
    this.wake.ring();
    const timer = new AbortController();
    await Promise.race([seen, pause(milliseconds, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
  }

  private get stopping(): boolean {
    return this.ending.signal.aborted;
  }

  private async tell(): Promise<void> {
    this.telling = undefined;
    if (this.stopping) return;
    await withContext({}, () => this.views.tell(channelOf(this.settings.service))).catch(() => undefined);
  }

  private async follow(): Promise<void> {
    while (!this.stopping) {
      try {
        const listener = await ChangeListener.open(this.settings.service, this.settings.url, () => this.wake.ring());
        this.listener = listener;
        await this.listen(listener);
      } catch (error) {
        if (this.stopping) break;
        this.log.warn({ reason: (error as Error).message }, 'changes of tasks are not heard, trying again');
        await this.rest(again);
      } finally {
        this.listener?.close();
      }
    }
    for (const done of this.waiting.splice(0)) done();
  }

  private async listen(listener: ChangeListener): Promise<void> {
    while (!this.stopping) {
      if (listener.lost) throw new Error('the connection was lost');
      const asked = this.waiting.splice(0);
      try {
        await this.advance(listener);
      } catch (error) {
        this.waiting.unshift(...asked);
        throw error;
      }
      for (const done of asked) done();
      await this.wake.wait(safetyPoll);
    }
  }

  private async advance(listener: ChangeListener): Promise<void> {
    const { top, xid } = await listener.mark(this.position ?? -1n);
    if (xid === null) return;
    for (let wait = 2; (await listener.oldestOpen()) < xid; wait = Math.min(wait * 2, 100)) {
      if (this.stopping) return;
      await this.rest(wait);
    }
    const before = this.position;
    // First: who joins while these are passed on has read up to here by himself.
    this.position = top;
    if (before !== undefined) await this.onChanges(before, top);
  }

  private async rest(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.ending.signal }).catch(() => undefined);
  }
}
