import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { apiKeyRevokedEvent } from '../api-key/api-key';
import { ApiKeyRepository } from '../api-key/api-key.repository';
import { EndSessionsCommand } from '../end-sessions/end-sessions.command';
import type { Person } from '../person/person';

/** Sessions and API keys of who leaves: they must not be good again on the day on which he comes back, when nobody thinks of them any more. */
@Injectable()
export class WithdrawCredentials {
  constructor(
    private readonly sessions: EndSessionsCommand,
    private readonly keys: ApiKeyRepository,
    private readonly outbox: Outbox,
  ) {}

  /** The caller holds the lock of the person, so that no key is made meanwhile. */
  async of(tx: Tx, { id, unitPath }: Person, by: Principal): Promise<void> {
    await this.sessions.endAll(tx, id, 'everywhere');
    const revoked = await this.keys.revokeAllOf(tx, id, by.personId);
    await this.outbox.append(tx, revoked.map((key) => apiKeyRevokedEvent(key, unitPath)));
  }
}
