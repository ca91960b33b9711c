import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { WakeSignal } from '@throughline/messaging/wake-signal';
import { rootLogger } from '@throughline/observability/logger';
import { MailTransport } from '@throughline/mail/mail-transport';
import { SendPasswordLinksCommand } from './send-password-links.command';

/** Milliseconds after which one looks although nobody asked here: another instance was asked, or a mail is to be tried again. */
const poll = 5_000;

/** Sends as long as the service runs; any number of instances may. */
@Injectable()
export class PasswordMails implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly wake = new WakeSignal();
  private stopping = false;
  private running: Promise<void> | undefined;

  constructor(
    private readonly links: SendPasswordLinksCommand,
    private readonly mail: MailTransport,
  ) {}

  ring(): void {
    this.wake.ring();
  }

  onApplicationBootstrap(): void {
    if (process.env.THROUGHLINE_PASSIVE !== 'true' && this.mail.isSet) this.running = this.serve();
  }

  onModuleDestroy(): void {
    this.stopping = true;
    this.wake.ring();
  }

  /** Before the database goes: the mail under way is noted first. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.running;
  }

  private async serve(): Promise<void> {
    while (!this.stopping) {
      try {
        while (!this.stopping && (await this.links.sendOne()));
      } catch (error) {
        rootLogger('directory').warn({ reason: (error as Error).message }, 'links for passwords were not sent, trying again');
      }
      await this.wake.wait(poll);
    }
  }
}
