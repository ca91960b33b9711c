import { access } from '@throughline/access/access';
import type { VerbOf } from '@throughline/access/grants';
import type { Principal } from '@throughline/access/principal';
import { accessErrors } from '@throughline/errors/common-errors';
import type { Tx } from '@throughline/persistence/transaction';
import type { Account } from './account.entity';

/** Verbs for which a place in the team with the right to write is enough; owner and those above him keep the others for themselves. */
const TEAM_WRITES: readonly VerbOf<'account'>[] = ['change', 'visit', 'add-contact'];

/**
 * An account is seen by its owner, the line above him, and his team while its time lasts, to the instant.
 * @throws account.not_found outside of what he may read, access.denied where he may only read
 */
export async function requireAccount(tx: Tx, by: Principal, verb: VerbOf<'account'>, account: Account): Promise<void> {
  access.require(by, verb, 'account');
  const team = await teamAccess(tx, account.id, by);
  const reads = team !== null && access.scopeOf(by, 'read', 'account') !== 'none';
  if (reads && (verb === 'read' || (team === 'write' && TEAM_WRITES.includes(verb)))) return;
  try {
    access.require(by, verb, 'account', account);
  } catch (error) {
    throw reads ? accessErrors.denied({ detail: `You are in the team of this account, but may not ${verb.replaceAll('-', ' ')} it.`, cause: error }) : error;
  }
}

async function teamAccess(tx: Tx, accountId: string, by: Principal): Promise<'read' | 'write' | null> {
  const [row] = await tx.query<{ access: 'read' | 'write' }>(
    'SELECT access FROM account_team WHERE account_id = $1 AND person_id::text = $2 AND (until IS NULL OR until > $3)',
    [accountId, by.personId, tx.now],
  );
  return row?.access ?? null;
}
