import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { apiKeyRevokedEvent } from '../api-key/api-key';
import { apiKeyErrors } from '../api-key/api-key.errors';
import { ApiKeyRepository } from '../api-key/api-key.repository';
import type { ApiKeyView } from '../api-key-views/api-keys.dto';
import { apiKeyView } from '../api-key-views/api-keys.dto';
import { PersonRepository } from '../person/person.repository';

/** Said again it is no fact. The gateway takes the key for at most ten seconds more, a token that was given for it for five minutes. */
@Injectable()
export class RevokeApiKeyCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly keys: ApiKeyRepository,
    private readonly people: PersonRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws api_key.not_found, access.denied */
  async execute({ keyId }: { keyId: string }, by: Principal): Promise<ApiKeyView> {
    return this.transaction.run(async (tx) => {
      const key = await this.keys.lock(tx, keyId);
      if (key.ownerId !== by.personId && access.scopeOf(by, 'revoke', 'api-key') !== 'all') throw apiKeyErrors.not_found();
      access.require(by, 'revoke', 'api-key', { ownerId: key.ownerId });
      if (key.revokedAt) return apiKeyView(key);
      const revoked = await this.keys.revoke(tx, key, by.personId);
      await this.outbox.append(tx, apiKeyRevokedEvent(revoked, (await this.people.find(tx, key.ownerId)).unitPath));
      return apiKeyView(revoked);
    });
  }
}
