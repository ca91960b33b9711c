import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { signingKeyWithdrawn } from '@throughline/events/sign-in-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { KeyRing } from '../signing-key/key-ring';
import { signingKeyErrors } from '../signing-key/signing-key.errors';
import type { WithdrawnSigningKey, WithdrawSigningKey } from './withdraw-signing-key.dto';

/** For a key that may have been read by somebody: its tokens are refused as soon as the services read the keys anew, within ten minutes. */
@Injectable()
export class WithdrawSigningKeyCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly ring: KeyRing,
    private readonly outbox: Outbox,
  ) {}

  /** @throws signing_key.not_found, access.denied */
  async execute({ kid, reason }: WithdrawSigningKey, by: Principal): Promise<WithdrawnSigningKey> {
    access.require(by, 'withdraw', 'signing-key');
    return this.transaction.run(async (tx) => {
      const keyId = await this.ring.withdraw(tx, kid, by.personId);
      if (keyId === undefined) throw signingKeyErrors.not_found({ field: 'kid' });
      await this.outbox.append(tx, signingKeyWithdrawn.of({ id: keyId, version: 1, correlationId: keyId, data: { keyId, kid, reason } }));
      return { kid, withdrawn: true };
    });
  }
}
