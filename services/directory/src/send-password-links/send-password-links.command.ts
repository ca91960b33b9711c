import { Injectable } from '@nestjs/common';
import { systemPrincipal } from '@throughline/access/principal';
import { MailTransport } from '@throughline/mail/mail-transport';
import { withContext } from '@throughline/observability/context';
import { rootLogger } from '@throughline/observability/logger';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { GivePasswordLinkCommand } from '../give-password-link/give-password-link.command';
import { LocalAccountRepository } from '../local-account/local-account.repository';
import { MOST_ATTEMPTS, PasswordRequestRepository, type PasswordRequest } from '../password-request/password-request.repository';
import { passwordLinkMail } from './password-link-mail';

const by = systemPrincipal('forgotten-password');

/** Looks at what was asked for, and sends each who has a password here a link by which he sets a new one. At least once; each mail has a link of its own, that makes those before void. */
@Injectable()
export class SendPasswordLinksCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly requests: PasswordRequestRepository,
    private readonly accounts: LocalAccountRepository,
    private readonly links: GivePasswordLinkCommand,
    private readonly mail: MailTransport,
  ) {}

  /** One request. False: there was none. */
  async sendOne(): Promise<boolean> {
    const request = await this.transaction.run((tx) => this.requests.lease(tx));
    if (!request) return false;
    try {
      await withContext({ principal: { personId: by.personId, authType: 'system' } }, () => this.send(request));
    } catch (error) {
      // Never the address, which mail servers repeat: logs are read by more people than the directory.
      const gaveUp = request.attempts >= MOST_ATTEMPTS;
      rootLogger('directory').warn({ requestId: request.id, reason: (error as Error).message.replaceAll(request.email, '…') }, gaveUp ? 'a link for a password could not be sent and is given up' : 'a link for a password was not sent, trying again');
      await this.transaction.run((tx) => this.requests.failed(tx, request));
      return true;
    }
    await this.transaction.run((tx) => this.requests.done(tx, request));
    return true;
  }

  private async send(request: PasswordRequest): Promise<void> {
    const person = await this.transaction.read((tx) => this.accounts.withPassword(tx, request.email));
    // Whose account an administrator has not opened, or who signs in elsewhere, gets none by asking.
    if (!person) return;
    const { link } = await this.links.execute({ personId: person.id, lives: '1 hour' }, by);
    await this.mail.send({ to: person.email, id: `${request.id}.${request.attempts}`, ...passwordLinkMail(link!) });
  }
}
