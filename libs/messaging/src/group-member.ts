import type { IncomingBatch, KafkaPort, RunningSubscription } from './kafka-port';
import type { QuietProbe } from './quiet-probe';

/** Milliseconds without a sign of life from a group, all of which its broker has answered. */
const silence = 60_000;

/** One membership in the consumer group `throughline.<service>`, watched, with its positions told to the quiet probe. */
export class GroupMember {
  private running: RunningSubscription | undefined;
  private watchdog: NodeJS.Timeout | undefined;
  private readonly group: string;
  /** When the broker was away last. */
  private awayAt = 0;

  constructor(
    private readonly port: KafkaPort,
    service: string,
    private readonly topics: string[],
    private readonly onBatch: (batch: IncomingBatch) => Promise<void>,
    private readonly probe: QuietProbe,
    private readonly onFatal: (error: Error) => void,
  ) {
    this.group = `throughline.${service}`;
  }

  start(): void {
    if (this.topics.length === 0 || this.running) return;
    const { group, probe } = this;
    let joined = false;
    probe.consumerJoining();
    this.running = this.port.subscribe({
      group,
      topics: this.topics,
      onBatch: (batch) => this.onBatch(batch),
      onAssigned: (partitions) => {
        probe.forgetGroup(group);
        for (const { topic, partition, lastOffset, target } of partitions) probe.assigned(group, topic, partition, lastOffset, target);
        if (!joined) probe.consumerJoined();
        joined = true;
      },
      onPosition: (topic, partition, lastOffset) => probe.consumed(group, topic, partition, lastOffset),
      onCrash: (error) => this.onFatal(error),
    });
    this.watchdog = setInterval(() => void this.watch(), silence / 4);
    this.watchdog.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.watchdog);
    await this.running?.stop();
  }

  /** A broker that is away explains the silence, and one that has just come back needs time to take the group in again; one that answers all along does not. */
  private async watch(): Promise<void> {
    const silent = this.running?.silentFor() ?? 0;
    if (silent < silence / 4) return;
    if (!(await this.port.isReachable())) this.awayAt = Date.now();
    else if (Math.min(silent, Date.now() - this.awayAt) > silence) {
      this.onFatal(new Error(`the consumer group ${this.group} has been silent for ${Math.round(silent / 1_000)} s`));
    }
  }
}
