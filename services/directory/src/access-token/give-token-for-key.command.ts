import { Injectable } from '@nestjs/common';
import { within } from '@throughline/access/key-limits';
import { accessErrors } from '@throughline/errors/common-errors';
import { rootLogger } from '@throughline/observability/logger';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { hashOf, prefixOf } from '../api-key/api-key';
import { ApiKeyRepository } from '../api-key/api-key.repository';
import { PersonRepository } from '../person/person.repository';
import { KeyRing } from '../signing-key/key-ring';
import type { GivenToken } from './access-token.dto';
import { SignInSettings } from '../sign-in/sign-in-settings';

/** An API key becomes an access token of its owner, limited to what the key is limited to. */
@Injectable()
export class GiveTokenForKeyCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly keys: ApiKeyRepository,
    private readonly people: PersonRepository,
    private readonly ring: KeyRing,
    private readonly settings: SignInSettings,
  ) {}

  /**
   * @param wanted less than the key may; undefined: all of it. What the key may not is left out of the token: it is empty where nothing is left
   * @throws access.unauthenticated for a key that is unknown, revoked or over, or whose owner has left; which of them is not told
   */
  async execute(shown: string, wanted?: readonly string[]): Promise<GivenToken> {
    const prefix = prefixOf(shown);
    if (prefix === undefined) throw accessErrors.unauthenticated();
    const { key, owner } = await this.transaction.read(async (tx) => {
      const key = await this.keys.valid(tx, prefix, hashOf(shown));
      if (!key) throw accessErrors.unauthenticated();
      return { key, owner: await this.people.find(tx, key.ownerId) };
    });
    if (!owner.active) throw accessErrors.unauthenticated();
    const may = wanted ? wanted.filter((entry) => within(entry, key.may)) : key.may;
    const { id: personId, name, roles, only, unitPath } = owner;
    const given = await (await this.ring.signer()).issue({ personId, name, roles, ...(only && { only }), unitPath, tenant: this.settings.tenant, may, keyId: prefix });
    this.noteUse(key.id);
    return { ...given, may };
  }

  /** Not waited for: nobody's request is later because of it, and none fails. */
  private noteUse(keyId: string): void {
    this.transaction
      .run((tx) => this.keys.noteUse(tx, keyId))
      .catch((error: unknown) => rootLogger('directory').warn({ err: error, keyId }, 'the use of an API key could not be noted'));
  }
}
