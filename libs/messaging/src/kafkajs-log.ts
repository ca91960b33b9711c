import type { Logger } from '@throughline/observability/logger';
import type { LogEntry } from 'kafkajs';
import { logLevel } from 'kafkajs';

/**
 * What kafkajs calls an error and tries again by itself within the second, in health too: the markers of the last transaction are still being written (many
 * times a second while the relay is busy), a group or a transaction has its coordinator elsewhere or not yet, a member came or went, a partition chooses its leader.
 */
const normal =
  /another concurrent operation on the same transaction|coordinator is (not available|loading)|not the correct coordinator|group is rebalancing|middle of a leadership election|not the leader for that topic-partition/;

/** The broker cannot be reached; with its pauses kafkajs says so some five times a second for each client. */
const away = /Connection (error|timeout)|Closed connection|seed broker|No brokers|Failed to connect|Restarting the consumer|connection is (closed|closing)/i;

/** Milliseconds between two warnings that the broker is away. */
const remindEvery = 60_000;

/** Lets through as warnings what somebody should look at. Failures that matter come back to the caller as rejections anyway. */
export class KafkajsLog {
  private remindAt = 0;

  constructor(
    private readonly log: Logger,
    private readonly now: () => number = Date.now,
  ) {}

  write({ level, namespace, log: { message, error, groupId } }: LogEntry): void {
    const details = { namespace, ...(error !== undefined && { reason: String(error) }), ...(groupId !== undefined && { groupId }) };
    const text = `${message} ${String(error ?? '')}`;
    if (level > logLevel.ERROR || normal.test(text) || (away.test(text) && !this.isDue())) this.log.debug(details, message);
    else this.log.warn(details, message);
  }

  private isDue(): boolean {
    if (this.now() < this.remindAt) return false;
    this.remindAt = this.now() + remindEvery;
    return true;
  }
}
