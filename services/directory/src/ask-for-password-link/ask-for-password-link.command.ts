import { Injectable } from '@nestjs/common';
import { MailTransport } from '@throughline/mail/mail-transport';
import { currentContext, withContext } from '@throughline/observability/context';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { signInErrors } from '../local-account/local-account.errors';
import { PasswordRequestRepository } from '../password-request/password-request.repository';
import { PasswordMails } from '../send-password-links/password-mails';
import type { AskForPasswordLink, PasswordLinkAsked } from './ask-for-password-link.dto';

/**
 * Somebody has forgotten his password. Whether there is anybody with that address is looked up afterwards, by nobody who could wait for it: the answer is the
 * same, after the same work.
 */
@Injectable()
export class AskForPasswordLinkCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly requests: PasswordRequestRepository,
    private readonly transport: MailTransport,
    private readonly mails: PasswordMails,
  ) {}

  /** @throws sign_in.no_mail, sign_in.busy */
  async execute({ email }: AskForPasswordLink): Promise<PasswordLinkAsked> {
    if (!this.transport.isSet) throw signInErrors.no_mail();
    // Without an Idempotency-Key: who has asked is kept for an hour, not with an answer.
    const { idempotency: _notKept, ...context } = currentContext();
    const noted = await withContext(context, () => this.transaction.run((tx) => this.requests.note(tx, email.toLowerCase())));
    if (!noted) throw signInErrors.busy({ retryAfterSeconds: 60 });
    this.mails.ring();
    return { asked: true };
  }
}
