import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';

export interface KeptAssignment {
  id: string;
  poolId: string;
  strategy: string;
  by: string;
  /** Turns dealt before this decision. */
  position: bigint;
  candidates: { personId: string; given: number; whyNot?: string }[];
  leads: number;
}

/** The position of each pool's round robin, and every decision with its candidates. */
@Injectable()
export class AssignmentRepository {
  /** Turns dealt so far; locked until the transaction ends, so that two deals follow each other. */
  async lockPosition(tx: Tx, poolId: string): Promise<bigint> {
    const [row] = await tx.query<{ position: string }>('SELECT position FROM round_robin WHERE pool_id = $1 FOR UPDATE', [poolId]);
    return BigInt(row!.position);
  }

  /** Keeps the decision and moves the position on by the leads it gave. */
  async keep(tx: Tx, { id, poolId, strategy, by, position, candidates, leads }: KeptAssignment): Promise<void> {
    await tx.query(
      `WITH moved AS (UPDATE round_robin SET position = position + $7 WHERE pool_id = $2)
       INSERT INTO assignment (id, pool_id, strategy, decided_at, decided_by, position, candidates, leads) VALUES ($1, $2, $3, $4, $5, $6, $8, $7)`,
      [id, poolId, strategy, tx.now, by, position.toString(), leads, JSON.stringify(candidates)],
    );
  }
}
