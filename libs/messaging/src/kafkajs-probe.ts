import type { Admin } from 'kafkajs';

import { endsWithin } from './ends-within';
import type { KafkajsLine } from './kafkajs-line';

/** Milliseconds: under what the gateway waits for a service that says whether it is ready. */
const patience = 1_200;

/** Asks the broker for a sign of life, once and without trying again, on a connection of its own. */
export class KafkajsProbe {
  private line: KafkajsLine | undefined;
  private admin: Promise<Admin> | undefined;
  private asking: Promise<boolean> | undefined;

  constructor(private readonly open: () => KafkajsLine) {}

  /** Whoever asks while an answer is awaited shares it. */
  isReachable(): Promise<boolean> {
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    return this.asking;
  }

  close(): void {
    this.line?.cut();
    this.line = this.admin = undefined;
  }

  private async ask(): Promise<boolean> {
    let isThere = false;
    const answer = this.brokers().then((count) => (isThere = count > 0));
    await endsWithin(patience, answer);
    if (!isThere) this.close();
    return isThere;
  }

  private async brokers(): Promise<number> {
    this.admin ??= this.connect();
    const { brokers } = await (await this.admin).describeCluster();
    return brokers.length;
  }

  private async connect(): Promise<Admin> {
    this.line = this.open();
    const admin = this.line.kafka.admin({ retry: { retries: 0 } });
    await admin.connect();
    return admin;
  }
}
