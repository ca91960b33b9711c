import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';

/** Where the sandbox's signing key survives restarts. */
@Injectable()
export class SandboxKeyRepository {
  constructor(private readonly transaction: TransactionRunner) {}

  /** The kept key; else `made` is kept. Of two at once the first wins, and both get his. PKCS#8 PEM. */
  async keep(make: () => Promise<string>): Promise<string> {
    const known = await this.transaction.readBeyondReach((tx) => tx.query<{ key: string }>('SELECT private_key AS key FROM sandbox_signing_key'));
    if (known[0]) return known[0].key;
    const made = await make();
    return this.transaction.run(async (tx) => {
      await tx.query('INSERT INTO sandbox_signing_key (private_key) VALUES ($1) ON CONFLICT DO NOTHING', [made]);
      const [row] = await tx.query<{ key: string }>('SELECT private_key AS key FROM sandbox_signing_key');
      return row!.key;
    });
  }
}
