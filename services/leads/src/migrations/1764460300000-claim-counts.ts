import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a claimer owns already is counted in the index of his leads. */
export class ClaimCounts1764460300000 implements MigrationInterface {
  readonly name = 'ClaimCounts1764460300000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('The service does not run without this function; restore from a backup.');
  }
}

const statements = [
  /**
   * As before, but what is read by it stays little, however many leads are owned. A plan that was made while nobody owned any is kept: it took `lead_owned`,
   * the index of everybody's owned leads, for the status, and read ownerships from end to end. So the status is asked in the counts.
   */
  `CREATE OR REPLACE FUNCTION begin_claim(claimer uuid, pool uuid, today timestamptz, monday timestamptz, asked uuid, team text, uncounted text[], everywhere boolean)
   RETURNS TABLE (used_today int, used_this_week int, owned int, owned_overall int, owned_until timestamptz, team_owned_until timestamptz, locked lead)
   LANGUAGE plpgsql SET enable_seqscan = off AS $$
   BEGIN
     IF everywhere THEN PERFORM pg_advisory_xact_lock(hashtextextended('claims of ' || claimer::text, 0)); END IF;
     INSERT INTO claim_quota AS q (person_id, pool_id, day_from, used_today, week_from, used_this_week) VALUES (claimer, pool, today, 1, monday, 1)
     ON CONFLICT (person_id, pool_id) DO UPDATE SET
       used_today = CASE WHEN q.day_from = today THEN q.used_today ELSE 0 END + 1, day_from = today,
       used_this_week = CASE WHEN q.week_from = monday THEN q.used_this_week ELSE 0 END + 1, week_from = monday
     RETURNING q.used_today - 1, q.used_this_week - 1 INTO used_today, used_this_week;
     SELECT l.* INTO locked FROM lead AS l WHERE l.id = asked FOR UPDATE;
     SELECT count(*) FILTER (WHERE l.status = 'owned' AND l.pool_id = pool), count(*) FILTER (WHERE l.status = 'owned') INTO owned, owned_overall FROM lead AS l
     WHERE l.owner_id = claimer
       AND NOT (l.key_account AND 'key-account' = ANY (uncounted))
       AND NOT (coalesce(l.exemption, 'paused') <> 'paused' AND 'exempt' = ANY (uncounted));
     SELECT max(o.ended_at) FILTER (WHERE o.owner_id = claimer), max(o.ended_at) FILTER (WHERE o.owner_id <> claimer AND o.unit_path = team)
     INTO owned_until, team_owned_until FROM ownership AS o WHERE o.lead_id = asked;
     RETURN NEXT;
   END $$`,
];
