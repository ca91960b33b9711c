import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';

/** What counts by the company's calendar. */
@Injectable()
export class CalendarPolicies {
  /** Policies by which something counts in working time, with the version in force. In an order: whoever locks several does it so. */
  async inForce(tx: Tx): Promise<{ kind: 'lead' | 'account'; id: string; version: number }[]> {
    return tx.query(
      `SELECT kind, id, version FROM policy WHERE status = 'active' AND (kind = 'account' OR kind = 'lead' AND id IN (SELECT policy_id FROM pool WHERE policy_kind = 'lead'))
       ORDER BY kind, id`,
    );
  }
}
