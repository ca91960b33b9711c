import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { hashOf } from '../api-key/api-key';
import type { EndOfSession } from '../session/session';
import { sessionEndedEvent } from '../session/session';
import { SessionRepository } from '../session/session.repository';

/** Signing out: here, or everywhere. A gateway that has not heard of it counts a session for ten seconds more. */
@Injectable()
export class EndSessionsCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly sessions: SessionRepository,
    private readonly outbox: Outbox,
  ) {}

  /** The one with this secret; who has it may end it. Said again, or of none, it is no fact. */
  async one(secret: string): Promise<{ ended: number }> {
    return this.transaction.run(async (tx) => this.tell(tx, await this.sessions.end(tx, { secretHash: hashOf(secret) }), 'signed-out'));
  }

  /** All of oneself; of others by administrators. @throws access.denied */
  async everywhere(personId: string, by: Principal): Promise<{ ended: number }> {
    access.require(by, 'end-sessions', 'sign-in', { ownerId: personId });
    return this.transaction.run((tx) => this.endAll(tx, personId, 'everywhere'));
  }

  async endAll(tx: Tx, personId: string, reason: EndOfSession): Promise<{ ended: number }> {
    return this.tell(tx, await this.sessions.end(tx, { personId }), reason);
  }

  private async tell(tx: Tx, ended: Awaited<ReturnType<SessionRepository['end']>>, reason: EndOfSession): Promise<{ ended: number }> {
    await this.outbox.append(tx, ended.map((session) => sessionEndedEvent(session, reason)));
    return { ended: ended.length };
  }
}
