import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Remembered } from '@throughline/access/remembered';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { JWK } from 'jose';
import { v7 as uuidv7 } from 'uuid';
import type { IssuerOptions } from '../token/token-issuer';
import { TokenIssuer } from '../token/token-issuer';
import type { KeyCipher } from './key-cipher';
import type { NewSigningKey, PublishedKeys } from './signing-key.repository';
import { SigningKeyRepository } from './signing-key.repository';

/** Milliseconds after which another instance's withdrawal, or a key whose time has come, is seen here. */
const KEPT_FOR = 60_000;

/** The keys that this installation signs access tokens with: one that signs, the next one, and those whose tokens may still be about. */
@Injectable()
export class KeyRing implements OnModuleInit {
  private readonly remembered = new Remembered<{ signer: TokenIssuer; keys: JWK[] }>(KEPT_FOR, 1);

  constructor(
    private readonly transaction: TransactionRunner,
    private readonly repository: SigningKeyRepository,
    private readonly cipher: KeyCipher,
    private readonly options: IssuerOptions,
  ) {}

  /** @throws Error where the keys were encrypted with another TOKEN_KEY_SECRET: better now than at the first sign-in */
  async onModuleInit(): Promise<void> {
    await this.signer();
  }

  async signer(): Promise<TokenIssuer> {
    return (await this.present()).signer;
  }

  /** Public halves, for everybody who checks tokens. */
  async published(): Promise<JWK[]> {
    return (await this.present()).keys;
  }

  /** Takes a key out at once; where it signed, the next one signs. @returns its id; undefined where there is no such key that is valid */
  async withdraw(tx: Tx, kid: string, by: string): Promise<string | undefined> {
    await this.repository.oneAtATime(tx);
    const withdrawn = await this.repository.withdraw(tx, kid, by);
    if (!withdrawn) return undefined;
    if (withdrawn.signed) await this.repository.relieve(tx);
    await this.complete(tx);
    tx.afterCommit(() => this.remembered.forgetAll());
    return withdrawn.id;
  }

  private present(): Promise<{ signer: TokenIssuer; keys: JWK[] }> {
    return this.remembered.get('', async () => {
      // Whoever's request it is that finds them forgotten: they are handed to nobody, what they sign is.
      const found = await this.transaction.readBeyondReach((tx) => this.repository.published(tx));
      const { keys, signer } = found.signer && found.hasNext ? found : await this.transaction.run((tx) => this.complete(tx));
      return { signer: await this.issuerOf(signer!.privateKey), keys: keys.map(({ publicKey }) => publicKey) };
    });
  }

  private async issuerOf(privateKey: string): Promise<TokenIssuer> {
    const pem = await this.cipher.open(privateKey).catch((cause: unknown) => {
      throw new Error('The keys in the table signing_key were encrypted with another TOKEN_KEY_SECRET. Give that one, or withdraw them all.', { cause });
    });
    return TokenIssuer.of(pem, this.options);
  }

  private async complete(tx: Tx): Promise<PublishedKeys> {
    await this.repository.oneAtATime(tx);
    const found = await this.repository.published(tx);
    if (!found.signer) await this.repository.insert(tx, await this.newKey(), 'at once');
    if (!found.hasNext) await this.repository.insert(tx, await this.newKey(), 'next');
    return found.signer && found.hasNext ? found : this.repository.published(tx);
  }

  private async newKey(): Promise<NewSigningKey> {
    const pem = await TokenIssuer.newKey();
    const { keySet } = await TokenIssuer.of(pem, this.options);
    const publicKey = keySet.keys[0]!;
    return { id: uuidv7(), kid: publicKey.kid!, publicKey, privateKey: await this.cipher.seal(pem) };
  }
}
