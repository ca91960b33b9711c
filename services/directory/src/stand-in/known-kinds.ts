import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { OWN_STAND_IN_KINDS } from '@throughline/policy/stand-ins';
import { standInErrors } from './stand-in.errors';

/** The kinds that a stand-in can be named for: our own, and those of approvals that are declared as data (follow-approval-kinds.ts). */
@Injectable()
export class KnownKinds {
  async all(tx: Tx): Promise<string[]> {
    const declared = await tx.query<{ kind: string }>('SELECT kind FROM known_approval_kind');
    return [...new Set<string>([...OWN_STAND_IN_KINDS, ...declared.map(({ kind }) => kind)])].sort();
  }

  /** @throws stand_in.unknown_kind naming those that are known */
  async require(tx: Tx, kinds: readonly string[]): Promise<void> {
    const known = kinds.length > 0 ? await this.all(tx) : [];
    const unknown = kinds.filter((kind) => !known.includes(kind));
    if (unknown.length > 0) throw standInErrors.unknown_kind({ field: 'kinds', detail: `Unknown: ${unknown.join(', ')}.`, data: { unknown, known } });
  }

  /** To be heard of again changes nothing: a kind that was declared once stays, as requests of it may. */
  async keep(tx: Tx, kind: string): Promise<void> {
    await tx.query('INSERT INTO known_approval_kind (kind) VALUES ($1) ON CONFLICT DO NOTHING', [kind]);
  }
}
