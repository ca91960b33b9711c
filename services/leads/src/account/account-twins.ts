import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { blocksOf } from '../duplicates/blocks';
import { DuplicateRepository } from '../duplicates/duplicate.repository';
import { matchFacts } from '../duplicates/match-score';
import type { Account } from './account.entity';

/** Fields by which an account is recognised under another spelling. */
export const recognisedBy = ['name', 'domain'] as const;

/** What of an account tells which company it is. */
type Named = Pick<Account, 'id' | 'name' | 'phone' | 'creditCode' | 'domain' | 'city'>;

/** An account is found by whoever enters the same company as a lead, under whatever spelling: its blocks lie beside those of the leads. */
@Injectable()
export class AccountTwins {
  constructor(private readonly duplicates: DuplicateRepository) {}

  async keep(tx: Tx, accounts: readonly Named[]): Promise<void> {
    const kept = accounts.map(({ id, name, phone, creditCode, domain, city }) => {
      const record = { companyName: name, contactName: null, email: null, phone, creditCode, domain, city };
      return { id, kind: 'account' as const, blocks: blocksOf(matchFacts(record)).kept };
    });
    await this.duplicates.keep(tx, kept);
  }
}
