import { Injectable } from '@nestjs/common';
import { accessErrors } from '@throughline/errors/common-errors';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { hashOf } from '../api-key/api-key';
import { PersonRepository } from '../person/person.repository';
import { SessionRepository } from '../session/session.repository';
import { SignInSettings } from '../sign-in/sign-in-settings';
import { KeyRing } from '../signing-key/key-ring';
import type { GivenToken } from './access-token.dto';

/** A session becomes a short access token of its person, with the rights of now. */
@Injectable()
export class GiveTokenForSessionCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly sessions: SessionRepository,
    private readonly people: PersonRepository,
    private readonly ring: KeyRing,
    private readonly settings: SignInSettings,
  ) {}

  /** @throws access.unauthenticated for one that is unknown or over, or whose person has left */
  async execute(secret: string): Promise<GivenToken> {
    const person = await this.transaction.run(async (tx) => {
      const session = await this.sessions.seen(tx, hashOf(secret), this.settings.sessionLife);
      return session && this.people.find(tx, session.personId);
    });
    if (!person?.active) throw accessErrors.unauthenticated();
    const { id: personId, name, roles, only, unitPath } = person;
    return (await this.ring.signer()).issue({ personId, name, roles, ...(only && { only }), unitPath, tenant: this.settings.tenant });
  }
}
