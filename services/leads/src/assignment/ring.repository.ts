import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { Ring } from '@throughline/policy/turns';
import { newRing } from '@throughline/policy/turns';

interface SeatRow {
  ring: string;
  dealt: string;
  floor: string;
  personId: string | null;
  turns: string | null;
  last: string | null;
}

/** Whose turn it is in each pool, as it was left by the last assignment: restarts and other instances go on there. */
@Injectable()
export class RingRepository {
  /** Puts assignments of one pool in order: held until the transaction ends. To be taken before any lead is locked with a wait. */
  async lock(tx: Tx, poolId: string): Promise<void> {
    await tx.query('SELECT FROM round_robin WHERE pool_id = $1 FOR UPDATE', [poolId]);
  }

  /** All rings of a locked pool, by key. */
  async read(tx: Tx, poolId: string): Promise<Map<string, Ring>> {
    const rows = await tx.query<SeatRow>(
      `SELECT ring, r.dealt, r.floor, s.person_id AS "personId", s.turns, s.last FROM assignment_ring AS r
       LEFT JOIN assignment_seat AS s USING (pool_id, ring) WHERE pool_id = $1`,
      [poolId],
    );
    const rings = new Map<string, Ring>();
    for (const { ring: key, dealt, floor, personId, turns, last } of rows) {
      const ring = rings.get(key) ?? { ...newRing(key), dealt: Number(dealt), floor: Number(floor) };
      rings.set(key, ring);
      if (personId !== null) ring.seats.set(personId, { personId, turns: Number(turns), last: Number(last) });
    }
    return rings;
  }

  /** What decisions have moved on. */
  async write(tx: Tx, poolId: string, rings: readonly Ring[]): Promise<void> {
    const seats = rings.flatMap(({ key, seats: all }) => [...all.values()].map(({ personId, turns, last }) => ({ ring: key, person_id: personId, turns, last })));
    await tx.query(
      `INSERT INTO assignment_ring (pool_id, ring, dealt, floor) SELECT $1, ring, dealt, floor
       FROM json_to_recordset($2) AS r(ring text, dealt bigint, floor bigint)
       ON CONFLICT (pool_id, ring) DO UPDATE SET dealt = excluded.dealt, floor = excluded.floor`,
      [poolId, JSON.stringify(rings.map(({ key: ring, dealt, floor }) => ({ ring, dealt, floor })))],
    );
    await tx.query(
      `INSERT INTO assignment_seat AS known (pool_id, ring, person_id, turns, last) SELECT $1, ring, person_id, turns, last
       FROM json_to_recordset($2) AS s(ring text, person_id uuid, turns bigint, last bigint)
       ON CONFLICT (pool_id, ring, person_id) DO UPDATE SET turns = excluded.turns, last = excluded.last
       WHERE (known.turns, known.last) <> (excluded.turns, excluded.last)`,
      [poolId, JSON.stringify(seats)],
    );
  }
}
