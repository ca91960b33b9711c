import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { Presence, StandIn } from '@throughline/policy/stand-ins';

const KEY = `hashtextextended('worklist.presence', 0)`;

/** An absence or a stand-in, for the clock. */
export interface PresenceEntry {
  id: string;
  personId: string;
  from: Date;
  to: Date;
  /** Cancelled or withdrawn. */
  over: boolean;
}

/** Who is here at this moment, and who stands in for whom: what events of the directory have told. */
@Injectable()
export class PresenceRepository {
  /**
   * Until the commit nobody is sent away behind our back: whoever tells of an absence waits for us, and then sees whom we asked. Take it before the lock of
   * a task.
   */
  async hold(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock_shared(${KEY})`);
  }

  /** Waits for all who ask somebody at this moment, and keeps others from it until the commit. Before any other lock of the transaction but the entry's own. */
  async alone(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(${KEY})`);
  }

  /** At `tx.now`; the caller holds it. */
  async now(tx: Tx): Promise<Omit<Presence, 'notBy'>> {
    const people = await tx.query<{ id: string }>(
      `SELECT person_id AS id FROM known_absence WHERE NOT cancelled AND starts_at <= $1 AND ends_at > $1 UNION SELECT id FROM known_person WHERE NOT active`,
      [tx.now],
    );
    const standIns = await tx.query<StandIn>(
      `SELECT person_id AS "personId", stand_in_id AS "standInId", starts_at AS "from", ends_at AS "to", kinds, up_to AS "upTo"
       FROM known_stand_in WHERE NOT withdrawn AND starts_at <= $1 AND ends_at > $1 ORDER BY id`,
      [tx.now],
    );
    const missing = new Set(people.map(({ id }) => id));
    return { now: tx.now, isHere: (id) => !missing.has(id), standIns };
  }

  /** When somebody who is away at `tx.now` is back; one absence may follow upon another. Undefined: he is not away. */
  async awayUntil(tx: Tx, personId: string): Promise<Date | undefined> {
    const [row] = await tx.query<{ until: Date }>(
      `WITH RECURSIVE away (until) AS (
         SELECT ends_at FROM known_absence WHERE person_id = $1 AND NOT cancelled AND starts_at <= $2 AND ends_at > $2
         UNION SELECT a.ends_at FROM away JOIN known_absence a ON a.person_id = $1 AND NOT a.cancelled AND a.starts_at <= away.until AND a.ends_at > away.until
       ) SELECT max(until) AS until FROM away HAVING count(*) > 0`,
      [personId, tx.now],
    );
    return row?.until;
  }

  /** These, and all in whose place they may be asked, also through others. */
  async standInsFor(tx: Tx, personIds: string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `WITH RECURSIVE whose (id) AS (
         SELECT unnest($1::uuid[]) UNION SELECT s.person_id FROM whose JOIN known_stand_in s ON s.stand_in_id = whose.id AND NOT s.withdrawn AND s.ends_at > $2
       )
       SELECT id FROM whose`,
      [personIds, tx.now],
    );
    return rows.map(({ id }) => id);
  }

  /** Those that are not over and that the clock does not know of; by the indexes known_absence_ends and known_stand_in_ends. */
  async unwatched(tx: Tx, book: string): Promise<PresenceEntry[]> {
    return tx.query<PresenceEntry>(
      `SELECT * FROM (
         SELECT id, person_id AS "personId", starts_at AS "from", ends_at AS "to", false AS over FROM known_absence WHERE NOT cancelled AND ends_at > $1
         UNION ALL
         SELECT id, person_id, starts_at, ends_at, false FROM known_stand_in WHERE NOT withdrawn AND ends_at > $1
       ) entry WHERE NOT EXISTS (SELECT 1 FROM deadline d WHERE d.book = $2 AND d.subject_id = entry.id::text)`,
      [tx.now, book],
    );
  }

  /** Absences and stand-ins by their ids. */
  async entries(tx: Tx, ids: string[]): Promise<PresenceEntry[]> {
    return tx.query<PresenceEntry>(
      `SELECT id, person_id AS "personId", starts_at AS "from", ends_at AS "to", cancelled AS over FROM known_absence WHERE id = ANY ($1::uuid[])
       UNION ALL
       SELECT id, person_id, starts_at, ends_at, withdrawn FROM known_stand_in WHERE id = ANY ($1::uuid[])`,
      [ids],
    );
  }
}
