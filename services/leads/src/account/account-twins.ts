import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { blocksOf } from '../duplicates/blocks';
import type { Entrant } from '../duplicates/duplicate-fence';
import { DuplicateRepository } from '../duplicates/duplicate.repository';
import type { MatchRecord } from '../duplicates/match-score';
import { matchFacts } from '../duplicates/match-score';
import type { Account } from './account.entity';

/** Fields by which an account is recognised under another spelling. */
export const recognisedBy = ['name', 'domain', 'phone', 'creditCode'] as const;

/** What of an account tells which company it is. */
type Named = Pick<Account, 'id' | 'name' | 'phone' | 'creditCode' | 'domain' | 'city'>;

export function companyOf({ name, phone, creditCode, domain, city }: Omit<Named, 'id'>): MatchRecord {
  return { companyName: name, contactName: null, email: null, phone, creditCode, domain, city };
}

/** As the fence asks for it. */
export function entrantOf(account: Named, more: Pick<Entrant, 'before' | 'kin'> = {}): Entrant {
  return { kind: 'account', id: account.id, record: companyOf(account), ...more };
}

/** An account is found by whoever enters the same company as a lead, under whatever spelling: its blocks lie beside those of the leads. */
@Injectable()
export class AccountTwins {
  constructor(private readonly duplicates: DuplicateRepository) {}

  /** @param before what each said before, by its id: what it no longer says is forgotten */
  async keep(tx: Tx, accounts: readonly Named[], before?: ReadonlyMap<string, MatchRecord>): Promise<void> {
    const kept = accounts.map((account) => {
      const known = before?.get(account.id);
      const had = known && { before: blocksOf(matchFacts(known), 'account').kept };
      return { id: account.id, kind: 'account' as const, blocks: blocksOf(matchFacts(companyOf(account)), 'account').kept, ...had };
    });
    await this.duplicates.keep(tx, kept);
  }
}
