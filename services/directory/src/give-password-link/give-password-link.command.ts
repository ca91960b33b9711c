import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { passwordLinkGiven } from '@throughline/events/sign-in-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { hashOf } from '../api-key/api-key';
import { LocalAccountRepository, type LinkLife } from '../local-account/local-account.repository';
import { personErrors } from '../person/person.errors';
import { PersonRepository } from '../person/person.repository';
import { SignInSettings } from '../sign-in/sign-in-settings';
import type { PasswordLink } from './give-password-link.dto';

/**
 * A link with which a person sets a password: the first one, which opens the local account, or a new one. The administrator hands it over, or it goes by
 * mail to who has asked for it; a newer one makes it void.
 */
@Injectable()
export class GivePasswordLinkCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PersonRepository,
    private readonly accounts: LocalAccountRepository,
    @Inject(SignInSettings) private readonly settings: Pick<SignInSettings, 'publicUrl'>,
    private readonly outbox: Outbox,
  ) {}

  /** @throws person.not_found, access.denied */
  async execute({ personId, lives = '24 hours' }: { personId: string; lives?: LinkLife }, by: Principal): Promise<PasswordLink> {
    access.require(by, 'give-link', 'sign-in');
    let token: string | null = null;
    const given = await this.transaction.run(async (tx) => {
      const person = await this.people.find(tx, personId);
      if (!person.active) throw personErrors.not_found();
      const version = await this.accounts.next(tx, personId);
      token = randomBytes(32).toString('base64url');
      const expiresAt = (await this.accounts.insertLink(tx, personId, hashOf(token), by.personId, lives)).toISOString();
      await this.outbox.append(tx, passwordLinkGiven.of({ id: personId, version, correlationId: personId, orgPath: person.unitPath, data: { personId, expiresAt } }));
      return { personId, expiresAt };
    });
    // Behind the #: it reaches no server's log, and no other site as a referrer.
    return { ...given, link: token === null ? null : `${this.settings.publicUrl}/set-password#${String(token)}` };
  }
}
