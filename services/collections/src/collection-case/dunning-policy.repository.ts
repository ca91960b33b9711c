import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { dunningPolicySchema, type DunningPolicy } from '@throughline/policy/dunning-policy';

@Injectable()
export class DunningPolicyRepository {
  /** The newest ladder in force on the day. */
  async effectiveOn(tx: Tx, day: string): Promise<DunningPolicy> {
    const [row] = await tx.query<{ document: unknown }>(
      `SELECT document FROM dunning_policy WHERE (document ->> 'effectiveFrom')::date <= $1::date ORDER BY version DESC LIMIT 1`,
      [day],
    );
    if (!row) throw new Error(`No dunning policy is in force on ${day}.`);
    return dunningPolicySchema.parse(row.document);
  }

  /** The version that a case was opened with. */
  async pinned(tx: Tx, id: string, version: number): Promise<DunningPolicy> {
    const [row] = await tx.query<{ document: unknown }>('SELECT document FROM dunning_policy WHERE id = $1 AND version = $2', [id, version]);
    if (!row) throw new Error(`Dunning policy ${id} version ${version} is gone.`);
    return dunningPolicySchema.parse(row.document);
  }
}
