import { Injectable } from '@nestjs/common';

/**
 * Tells the relay that something was committed. In the process of the active relay that is a function call; elsewhere one NOTIFY after the commit, however
 * many commits ask for it meanwhile. Not NOTIFY inside the transaction: PostgreSQL commits such transactions one after the other, each with
 * its own fsync (16 writers here: 2,600 commits/s without it, 600 with it). What a crash between commit and NOTIFY leaves behind is found by the relay's slow poll.
 */
@Injectable()
export class OutboxBell {
  private nearby: (() => void) | undefined;
  private afar: (() => Promise<void>) | undefined;
  private sending = false;
  private again = false;
  private readonly listeners = new Set<() => void>();

  /** The active relay of this process; undefined when it is active elsewhere. */
  wakeNearby(wake: (() => void) | undefined): void {
    this.nearby = wake;
  }

  /** How a relay in another process is woken. */
  wakeAfar(notify: () => Promise<void>): void {
    this.afar = notify;
  }

  /** Others of this process who want to know of commits. Called after each of them, so they must be quick. @returns what ends it */
  also(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  ring(): void {
    for (const listener of this.listeners) listener();
    if (this.nearby) this.nearby();
    else if (this.sending) this.again = true;
    else void this.notify();
  }

  private async notify(): Promise<void> {
    if (!this.afar) return;
    this.sending = true;
    do {
      this.again = false;
      await this.afar().catch(() => undefined);
    } while (this.again);
    this.sending = false;
  }
}
