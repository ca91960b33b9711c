import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { htmlOf, textOf, type Message } from './message';
import { NOTICE_SETTINGS, type NoticeSettings } from './notice-settings';

/** Milliseconds; less than a lease. */
const patience = 10_000;

@Injectable()
export class Mailer implements OnApplicationShutdown {
  private readonly transport: Transporter | undefined;

  constructor(@Inject(NOTICE_SETTINGS) private readonly settings: NoticeSettings) {
    if (settings.smtpUrl === undefined) return;
    const { hostname, port, protocol, username, password } = new URL(settings.smtpUrl);
    this.transport = createTransport({
      host: hostname,
      port: Number(port) || (protocol === 'smtps:' ? 465 : 587),
      secure: protocol === 'smtps:',
      ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  get isSet(): boolean {
    return this.transport !== undefined;
  }

  /** `id` stays the same when it is sent again, so that a mailbox can tell. @throws Error that says in a few words why it did not arrive */
  async send(to: string, id: string, message: Message): Promise<void> {
    if (!this.transport) throw new Error('no mail server is set');
    const { host } = new URL(this.settings.publicUrl);
    await this.transport.sendMail({
      from: this.settings.mailFrom, to, subject: message.subject, text: textOf(message), html: htmlOf(message), messageId: `<${id}@${host.replace(/:\d+$/, '')}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  }

  onApplicationShutdown(): void {
    this.transport?.close();
  }
}
