import { createTransport, type Transporter } from 'nodemailer';

/** Milliseconds, for each step of a conversation with the mail server. */
const patience = 10_000;

export interface MailSettings {
  /** Absent: no mail is sent. */
  smtpUrl: string | undefined;
  from: string;
  /** Where browsers reach this installation: the ids of its mails are made of it. */
  publicUrl: string;
}

export interface Mail {
  to: string;
  /** Stays the same when it is sent again, so that a mailbox can tell. */
  id: string;
  subject: string;
  text: string;
  html?: string;
}

/** The company's mail server. What cannot be sent is for the caller to try again. */
export class MailTransport {
  private readonly transport: Transporter | undefined;

  constructor(private readonly settings: MailSettings) {
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

  /** @throws Error that says in a few words why it did not arrive */
  async send({ id, ...mail }: Mail): Promise<void> {
    if (!this.transport) throw new Error('no mail server is set');
    const { hostname } = new URL(this.settings.publicUrl);
    await this.transport.sendMail({ from: this.settings.from, ...mail, messageId: `<${id}@${hostname}>`, headers: { 'Auto-Submitted': 'auto-generated' } });
  }

  onApplicationShutdown(): void {
    this.transport?.close();
  }
}
