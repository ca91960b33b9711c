import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { MailTransport } from '@throughline/mail/mail-transport';
import { Rounds } from '@throughline/messaging/rounds';
import { rootLogger } from '@throughline/observability/logger';
import { SendPasswordLinksCommand } from './send-password-links.command';

/** Milliseconds after which one looks although nobody asked here: another instance was asked, or a mail is to be tried again. */
const poll = 5_000;

/** Sends as long as the service runs; any number of instances may. */
@Injectable()
export class PasswordMails implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly rounds: Rounds;

  constructor(
    links: SendPasswordLinksCommand,
    private readonly mail: MailTransport,
  ) {
    const round = async (goesOn: () => boolean) => {
      while (goesOn() && (await links.sendOne()));
    };
    this.rounds = new Rounds(round, poll, ({ message }) => rootLogger('directory').warn({ reason: message }, 'links for passwords were not sent, trying again'));
  }

  ring(): void {
    this.rounds.ring();
  }

  onApplicationBootstrap(): void {
    if (process.env.THROUGHLINE_PASSIVE !== 'true' && this.mail.isSet) this.rounds.begin();
  }

  onModuleDestroy(): void {
    this.rounds.end();
  }

  /** Before the database goes: the mail under way is noted first. */
  beforeApplicationShutdown(): Promise<void> {
    return this.rounds.ended();
  }
}
