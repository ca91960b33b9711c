import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { MailTransport } from '@throughline/mail/mail-transport';
import { htmlOf, textOf, type Message } from './message';
import { NOTICE_SETTINGS, type NoticeSettings } from './notice-settings';

/** Sends messages by mail, as text and as HTML. */
@Injectable()
export class Mailer implements OnApplicationShutdown {
  private readonly transport: MailTransport;

  constructor(@Inject(NOTICE_SETTINGS) { smtpUrl, mailFrom, publicUrl }: NoticeSettings) {
    this.transport = new MailTransport({ smtpUrl, from: mailFrom, publicUrl });
  }

  get isSet(): boolean {
    return this.transport.isSet;
  }

  /** `id` stays the same when it is sent again, so that a mailbox can tell. @throws Error that says in a few words why it did not arrive */
  async send(to: string, id: string, message: Message): Promise<void> {
    await this.transport.send({ to, id, subject: message.subject, text: textOf(message), html: htmlOf(message) });
  }

  onApplicationShutdown(): void {
    this.transport.onApplicationShutdown();
  }
}
