import type { AddressInfo } from 'node:net';

import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  to: string;
  /** As it came, with the line breaks and equal signs of quoted-printable undone. */
  raw: string;
}

/** A real SMTP server on a free port of the loopback that keeps what it is sent. */
export class MailServer {
  readonly mails: ReceivedMail[] = [];
  /** It takes no mail while this is true. */
  refuses = false;

  private readonly smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        const to = session.envelope.rcptTo[0]!.address;
        if (this.refuses) return done(new Error(`no room for ${to}`));
        this.mails.push({ to, raw: Buffer.concat(chunks).toString().replace(/=\r?\n/g, '').replace(/=3D/g, '=') });
        done();
      });
    },
  });

  /** @returns its address, for `SMTP_URL` */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.smtp.listen(0, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${(this.smtp.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.smtp.close(() => undefined);
  }
}
