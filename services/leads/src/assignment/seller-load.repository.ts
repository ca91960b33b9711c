import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';

export interface SellerLoad {
  /** Leads that he owns, of whatever pool. */
  open: number;
  /** Leads given to him since the beginning of the local day. */
  today: number;
}

/** How much each seller has on his hands. */
@Injectable()
export class SellerLoadRepository {
  /** Held until the transaction ends: assignments that count room do so one after the other, whatever their pool. */
  async lock(tx: Tx): Promise<void> {
    await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('room of sellers in ' || current_schema(), 0))");
  }

  async of(tx: Tx, personIds: readonly string[], dayFrom: Date): Promise<Map<string, SellerLoad>> {
    const rows = await tx.query<SellerLoad & { personId: string }>(
      `SELECT asked.id AS "personId",
         (SELECT count(*)::int FROM lead WHERE owner_id = asked.id AND status = 'owned') AS open,
         (SELECT count(*)::int FROM ownership WHERE owner_id = asked.id AND acquired = 'assigned' AND started_at >= $2) AS today
       FROM unnest($1::uuid[]) AS asked(id)`,
      [personIds, dayFrom],
    );
    return new Map(rows.map(({ personId, open, today }) => [personId, { open, today }]));
  }
}
