import { Injectable } from '@nestjs/common';
import { passwordSet } from '@throughline/events/sign-in-events';
import { Outbox } from '@throughline/messaging/outbox';
import { currentContext, withContext } from '@throughline/observability/context';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { hashOf } from '../api-key/api-key';
import { EndSessionsCommand } from '../end-sessions/end-sessions.command';
import { signInErrors } from '../local-account/local-account.errors';
import { LocalAccountRepository } from '../local-account/local-account.repository';
import { hashPassword, inTurn } from '../local-account/password-hash';
import { passwordFault } from '../local-account/password-rules';
import type { Person } from '../person/person';
import { PersonRepository } from '../person/person.repository';
import type { SetPassword } from './set-password.dto';

/** By a link, once. Whoever was signed in with the password before is signed out. */
@Injectable()
export class SetPasswordCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PersonRepository,
    private readonly accounts: LocalAccountRepository,
    private readonly sessions: EndSessionsCommand,
    private readonly outbox: Outbox,
  ) {}

  /** @throws sign_in.link_not_valid, sign_in.password_not_allowed and sign_in.busy (the link stays valid) */
  async execute({ token, password }: SetPassword): Promise<{ set: true }> {
    const tokenHash = hashOf(token);
    const person = await this.personOf(tokenHash);
    const fault = passwordFault(password, person);
    if (fault) throw signInErrors.password_not_allowed({ field: 'password', data: { fault } });
    // Neither the link nor the password may be kept as the request of an Idempotency-Key: the link itself makes a repetition harmless.
    const { idempotency: _notKept, ...around } = currentContext();
    const context = { ...around, principal: { personId: person.id, authType: 'user' as const } };
    const passwordHash = await inTurn(() => hashPassword(password));
    return withContext(context, () =>
      this.transaction.run(async (tx) => {
        const version = await this.accounts.next(tx, person.id);
        if (!(await this.accounts.useLink(tx, tokenHash))) throw signInErrors.link_not_valid({ field: 'token' });
        await this.accounts.setPassword(tx, person.id, passwordHash);
        await this.outbox.append(tx, passwordSet.of({ id: person.id, version, correlationId: person.id, orgPath: person.unitPath, data: { personId: person.id } }));
        await this.sessions.endAll(tx, person.id, 'password-set');
        return { set: true };
      }),
    );
  }

  private async personOf(tokenHash: Buffer): Promise<Person> {
    const person = await this.transaction.read(async (tx) => {
      const id = await this.accounts.personOfLink(tx, tokenHash);
      return id === undefined ? undefined : this.people.find(tx, id);
    });
    if (!person?.active) throw signInErrors.link_not_valid({ field: 'token' });
    return person;
  }
}
