import type { Tx } from '@throughline/persistence/transaction';
import { blocksOf } from './blocks';
import { DuplicateRepository } from './duplicate.repository';
import { matchFacts } from './match-score';

interface NamedAccount {
  id: string;
  name: string;
  domain: string | null;
}

const duplicates = new DuplicateRepository();

/** Customers are found by who enters their company as a lead. */
export async function keepAccountBlocks(tx: Tx, accounts: readonly NamedAccount[]): Promise<void> {
  const none = { contactName: null, email: null, phone: null, creditCode: null, city: null };
  const blocks = accounts.map(({ id, name, domain }) => ({ id, kind: 'account' as const, blocks: blocksOf(matchFacts({ ...none, companyName: name, domain })).kept }));
  await duplicates.keep(tx, blocks);
}
