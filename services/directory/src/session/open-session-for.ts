import { Injectable } from '@nestjs/common';
import { SessionCookie } from '@throughline/access/session-cookie';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { v7 as uuidv7 } from 'uuid';
import { hashOf } from '../api-key/api-key';
import type { Person } from '../person/person';
import { SignInSettings } from '../sign-in/sign-in-settings';
import type { SignInMethod } from './session';
import { newSecret, sessionOpenedEvent } from './session';
import { SessionRepository } from './session.repository';

export interface OpenedSession {
  person: { id: string; name: string };
  endsAt: string;
  /** Value of the Set-Cookie header. */
  setCookie: string;
}

/** What every way of signing in ends with: a session that nobody but the browser knows the secret of. */
@Injectable()
export class OpenSessionFor {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly settings: SignInSettings,
    private readonly cookie: SessionCookie,
    private readonly outbox: Outbox,
  ) {}

  async open(tx: Tx, person: Person, method: SignInMethod): Promise<OpenedSession> {
    const secret = newSecret();
    const session = await this.sessions.insert(tx, { id: uuidv7(), personId: person.id, method }, hashOf(secret), this.settings.sessionLife);
    await this.outbox.append(tx, sessionOpenedEvent(session, person.unitPath));
    const { endsAt } = session;
    return { person: { id: person.id, name: person.name }, endsAt: endsAt.toISOString(), setCookie: this.cookie.set(secret, (endsAt.getTime() - Date.now()) / 1000) };
  }
}
