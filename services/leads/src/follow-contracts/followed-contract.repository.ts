import { Injectable } from '@nestjs/common';
import type { contractDrafted } from '@throughline/events/contract-events';
import type { Tx } from '@throughline/persistence/transaction';
import type { z } from 'zod';

/** What is not given stays as it is. */
export interface ContractChange {
  status?: 'draft' | 'in-review' | 'signed' | 'active' | 'refused' | 'terminated' | 'ended';
  amount?: { amount: string; currency: string };
  signedAt?: Date;
  endedReason?: string;
  /** When its term will be over; null without a term. */
  endsAt?: Date | null;
  /** When it was terminated, or its term was over. */
  endedAt?: Date;
  ownerId?: string;
  /** Of the unit that it belongs to. */
  orgPath?: string;
}

/** Contracts of customers, as the contracts service told of them. */
@Injectable()
export class FollowedContracts {
  /** @returns the account; undefined where it was known */
  async draft(tx: Tx, contract: z.infer<typeof contractDrafted.data>, at: Date, sequence: number): Promise<string | undefined> {
    const [row] = await tx.query<{ accountId: string }>(
      `INSERT INTO account_contract (contract_id, deal_id, account_id, owner_id, org_path, status, amount, currency, drafted_at, sequence)
       VALUES ($1, $2, $3, $4, $5, 'draft', $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING account_id AS "accountId"`,
      [contract.contractId, contract.dealId, contract.accountId, contract.ownerId, contract.orgPath, contract.amount.amount, contract.amount.currency, at, sequence],
    );
    return row?.accountId;
  }

  /** @returns the account; undefined where the contract is unknown or the fact is not newer than what is known */
  async change(tx: Tx, contractId: string, change: ContractChange, sequence: number): Promise<string | undefined> {
    const columns: [string, unknown][] = [
      ['status', change.status],
      ['amount', change.amount?.amount],
      ['currency', change.amount?.currency],
      ['signed_at', change.signedAt],
      ['ended_reason', change.endedReason],
      ['ends_at', change.endsAt],
      ['ended_at', change.endedAt],
      ['owner_id', change.ownerId],
      ['org_path', change.orgPath],
    ];
    const given = columns.filter(([, value]) => value !== undefined);
    const assignments = given.map(([column], at) => `${column} = $${at + 3}, `).join('');
    const [row] = await tx.query<{ accountId: string }>(
      `WITH told AS (UPDATE account_contract SET ${assignments}sequence = $2 WHERE contract_id = $1 AND sequence < $2 RETURNING account_id)
       SELECT account_id AS "accountId" FROM told`,
      [contractId, sequence, ...given.map(([, value]) => value)],
    );
    return row?.accountId;
  }
}
