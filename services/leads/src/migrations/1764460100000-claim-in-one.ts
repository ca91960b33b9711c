import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A claim that was decided from a look is written by one statement; nobody near a lead that comes in is found out by less. */
export class ClaimInOne1764460100000 implements MigrationInterface {
  readonly name = 'ClaimInOne1764460100000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('The service does not run without these functions; restore from a backup.');
  }
}

const statements = [
  /**
   * The gate of a claim: true when all that it was decided from is as it was seen, and then it stays so until the transaction ends; else it breaks `claim_outdated`.
   * Locks as `begin_claim` does, quota before lead everywhere, then the book of the pool. That the quota has the same counts means that none of the
   * claimer's claims in this pool came between; with a cap over all pools (`seen_overall`) his leads are counted again under a lock for all of them. Each
   * statement in here sees what was committed before it began, so what is read after a lock is what the lock protects. `rules`: the policy and the version that new ownerships of the pool take, `open-pool@3`. `uncounted`: kinds of leads that take up no room.
   */
  `CREATE FUNCTION hold_claim(claimer uuid, pool_asked uuid, today timestamptz, monday timestamptz, seen_today int, seen_week int, seen_overall int, uncounted text[],
     asked uuid, seen_version int, rules text, book text, due timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
   DECLARE now_today int; now_week int;
   BEGIN
     IF seen_overall IS NOT NULL THEN PERFORM pg_advisory_xact_lock(hashtextextended('claims of ' || claimer::text, 0)); END IF;
     INSERT INTO claim_quota AS q (person_id, pool_id, day_from, used_today, week_from, used_this_week) VALUES (claimer, pool_asked, today, 1, monday, 1)
     ON CONFLICT (person_id, pool_id) DO UPDATE SET
       used_today = CASE WHEN q.day_from = today THEN q.used_today ELSE 0 END + 1, day_from = today,
       used_this_week = CASE WHEN q.week_from = monday THEN q.used_this_week ELSE 0 END + 1, week_from = monday
     RETURNING q.used_today - 1, q.used_this_week - 1 INTO now_today, now_week;
     <<look>> BEGIN
       EXIT look WHEN (now_today, now_week) <> (seen_today, seen_week);
       PERFORM FROM lead AS l WHERE l.id = asked AND l.version = seen_version AND l.status = 'available' AND l.pool_id = pool_asked FOR UPDATE;
       EXIT look WHEN NOT FOUND;
       EXIT look WHEN seen_overall IS NOT NULL AND seen_overall <> (SELECT count(*) FROM lead AS l WHERE l.owner_id = claimer AND l.status = 'owned'
         AND NOT (l.key_account AND 'key-account' = ANY (uncounted)) AND NOT (coalesce(l.exemption, 'paused') <> 'paused' AND 'exempt' = ANY (uncounted)));
       EXIT look WHEN NOT hold_asleep(book, due);
       EXIT look WHEN rules IS DISTINCT FROM (SELECT p.policy_id || '@' || p.policy_version FROM pool AS p WHERE p.id = pool_asked);
       RETURN true;
     END look;
     RAISE EXCEPTION 'the claim was decided from what is no longer so' USING ERRCODE = 'unique_violation', CONSTRAINT = 'claim_outdated';
   END $$`,
  /**
   * As before, but locks by one statement, and looks for no more than whether a block is there: a record that shares one is looked at in full by the longer
   * way that follows.
   */
  `CREATE OR REPLACE FUNCTION nobody_near(asked bigint[]) RETURNS boolean LANGUAGE plpgsql
   -- A plan that was made while the table was small reads it from end to end for ever after.
   SET enable_seqscan = off
   AS $$
   BEGIN
     PERFORM pg_advisory_xact_lock_shared(4230, 0);
     PERFORM pg_advisory_xact_lock(4231, k) FROM (SELECT DISTINCT (block & 2147483647)::int AS k FROM unnest(asked) AS a(block) ORDER BY k) AS keys;
     IF EXISTS (SELECT FROM duplicate_block AS b WHERE b.block = ANY (asked)) THEN
       RAISE EXCEPTION 'another record shares a block with this one' USING ERRCODE = 'unique_violation', CONSTRAINT = 'nobody_near';
     END IF;
     RETURN true;
   END $$`,
];
