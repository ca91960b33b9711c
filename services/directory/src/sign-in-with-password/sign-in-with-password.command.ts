import { Injectable } from '@nestjs/common';
import { signInRefused } from '@throughline/events/sign-in-events';
import { Outbox } from '@throughline/messaging/outbox';
import { currentContext, withContext } from '@throughline/observability/context';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { signInErrors } from '../local-account/local-account.errors';
import type { TakenTry } from '../local-account/local-account.repository';
import { LocalAccountRepository } from '../local-account/local-account.repository';
import { inTurn, verifyPassword } from '../local-account/password-hash';
import { PersonRepository } from '../person/person.repository';
import type { OpenedSession } from '../session/open-session-for';
import { OpenSessionFor } from '../session/open-session-for';
import { refusedOnABeat } from './beat';
import type { SignInWithPassword } from './sign-in-with-password.dto';

/** The same answer after the same time, whoever it is and whatever is wrong. */
@Injectable()
export class SignInWithPasswordCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PersonRepository,
    private readonly accounts: LocalAccountRepository,
    private readonly sessions: OpenSessionFor,
    private readonly outbox: Outbox,
  ) {}

  /** @throws sign_in.refused, sign_in.busy */
  async execute({ email, password }: SignInWithPassword): Promise<OpenedSession> {
    // Without an Idempotency-Key: the session's secret must not be kept with an answer, and the hash of a password not with a request.
    const { idempotency: _notKept, ...context } = currentContext();
    return withContext(context, () => refusedOnABeat(() => this.signIn(email, password)));
  }

  private async signIn(email: string, password: string): Promise<OpenedSession> {
    const personId = await this.transaction.read((tx) => this.accounts.personByEmail(tx, email));
    const { taken, holds } = await inTurn(async () => {
      const taken = personId === undefined ? undefined : await this.transaction.run((tx) => this.accounts.takeTry(tx, personId));
      return { taken, holds: await verifyPassword(taken?.passwordHash, password) };
    });
    if (holds && taken && personId !== undefined) return this.open(personId, taken);
    if (taken && personId !== undefined) await this.tellFailure(personId, taken);
    throw signInErrors.refused();
  }

  private async open(personId: string, { passwordHash }: TakenTry): Promise<OpenedSession> {
    const context = { ...currentContext(), principal: { personId, authType: 'user' as const } };
    return withContext(context, () =>
      this.transaction.run(async (tx) => {
        const person = await this.people.lock(tx, personId);
        if (!person.active) throw signInErrors.refused();
        // A new password ends all sessions: none is opened with the old one behind its back.
        if (!(await this.accounts.forgive(tx, personId, passwordHash))) throw signInErrors.refused();
        return this.sessions.open(tx, person, 'password');
      }),
    );
  }

  /** Only tries that were taken: while an account is locked, nobody fills the trail. */
  private async tellFailure(personId: string, { failures, lockedUntil }: TakenTry): Promise<void> {
    await this.transaction.run(async (tx) => {
      const version = await this.accounts.next(tx, personId);
      const data = { personId, failures, lockedUntil: lockedUntil?.toISOString() ?? null };
      await this.outbox.append(tx, signInRefused.of({ id: personId, version, correlationId: personId, data }));
    });
  }
}
