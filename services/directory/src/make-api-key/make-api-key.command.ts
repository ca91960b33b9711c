import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import { apiKeyMadeEvent, hashOf, newKey } from '../api-key/api-key';
import { apiKeyErrors } from '../api-key/api-key.errors';
import { ApiKeyRepository } from '../api-key/api-key.repository';
import { apiKeyView } from '../api-key-views/api-keys.dto';
import { personErrors } from '../person/person.errors';
import { PersonRepository } from '../person/person.repository';
import type { MadeApiKey, MakeApiKey } from './make-api-key.dto';

const DAY = 24 * 3_600_000;
const USUAL = 90 * DAY;
const LONGEST = 366 * DAY;
/** Valid ones of one person. */
const MOST = 50;

/** A program may act for a person. What it may is what the person may, within the limits of the key, at any moment. */
@Injectable()
export class MakeApiKeyCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly keys: ApiKeyRepository,
    private readonly people: PersonRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws person.not_found, api_key.too_long, api_key.too_many, access.denied */
  async execute({ name, may, expiresAt, ownerId = '' }: MakeApiKey, by: Principal): Promise<MadeApiKey> {
    access.require(by, 'make', 'api-key', { ownerId: ownerId || by.personId });
    const ends = expiresAt === undefined ? new Date(Date.now() + USUAL) : new Date(expiresAt);
    if (ends.getTime() <= Date.now() || ends.getTime() > Date.now() + LONGEST) throw apiKeyErrors.too_long({ field: 'expiresAt' });
    let key: string | null = null;
    const view = await this.transaction.run(async (tx) => {
      // His lock also counts his keys one after another.
      const owner = await this.people.lock(tx, ownerId || by.personId);
      if (!owner.active) throw personErrors.not_found({ field: 'ownerId' });
      if ((await this.keys.countValid(tx, owner.id)) >= MOST) throw apiKeyErrors.too_many({ data: { most: MOST } });
      const fresh = newKey();
      const draft = { id: uuidv7(), prefix: fresh.prefix, ownerId: owner.id, name, may, madeBy: by.personId, expiresAt: ends, lastUsedAt: null, revokedAt: null, version: 1 };
      const made = await this.keys.insert(tx, draft, hashOf(fresh.key));
      await this.outbox.append(tx, apiKeyMadeEvent(made, owner.unitPath));
      key = fresh.key;
      // What is returned here is kept with an Idempotency-Key: the key itself must not be.
      return apiKeyView(made);
    });
    return { ...view, key };
  }
}
