import type { MigrationInterface, QueryRunner } from 'typeorm';

/** All facts that decide about an owned lead, and all that decides about a claim. */
export class LeadClock1764200000000 implements MigrationInterface {
  readonly name = 'LeadClock1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Which kind of activity renewed a lead would be lost; restore from a backup.');
  }
}

const statements = [
  `ALTER TABLE lead
    -- The latest activity of each kind that counts, in this ownership: [{kind, on?, at}].
    ADD COLUMN resets jsonb NOT NULL DEFAULT '[]',
    -- Granted in this ownership: [{days, at, from}].
    ADD COLUMN extensions jsonb NOT NULL DEFAULT '[]',
    -- In this ownership: [{from, to?}].
    ADD COLUMN pauses jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN reached text[] NOT NULL DEFAULT '{}',
    ADD COLUMN first_answered_at timestamptz,
    ADD COLUMN last_visit_at timestamptz,
    ADD COLUMN contract_end_at timestamptz,
    -- What holds now and may stop the clock: won, open-deal, open-deal:<stage>, live-contract, locked, in-approval, registered.
    ADD COLUMN exemptions text[] NOT NULL DEFAULT '{}',
    -- Why the clock stands still by the policy of this ownership; null while it runs.
    ADD COLUMN exemption text,
    ADD COLUMN registered_until timestamptz,
    ADD COLUMN key_account boolean NOT NULL DEFAULT false`,
  `ALTER TABLE activity ADD COLUMN on_record text NOT NULL DEFAULT 'lead' CHECK (on_record IN ('lead', 'contact', 'deal', 'contract', 'quote'))`,
  `UPDATE lead SET resets = known.resets, first_answered_at = known.first, last_visit_at = known.visit
   FROM (SELECT lead_id, jsonb_agg(jsonb_build_object('kind', kind, 'at', to_char(latest AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) FILTER (WHERE latest IS NOT NULL) AS resets,
           min(earliest) AS first, max(last) FILTER (WHERE kind = 'visit') AS visit
         FROM (SELECT a.lead_id, a.kind, max(a.occurred_at) FILTER (WHERE a.resets) AS latest, min(a.occurred_at) AS earliest, max(a.occurred_at) AS last
               FROM activity AS a JOIN lead AS l ON l.id = a.lead_id AND l.status = 'owned' AND a.occurred_at >= l.claimed_at GROUP BY a.lead_id, a.kind) AS kinds
         GROUP BY lead_id) AS known
   WHERE lead.id = known.lead_id AND known.resets IS NOT NULL`,
  'ALTER TABLE lead DROP COLUMN last_reset_at',
  // An owned lead without an end has a reason for it.
  'ALTER TABLE lead DROP CONSTRAINT lead_owner_by_status',
  `ALTER TABLE lead ADD CONSTRAINT lead_owner_by_status CHECK (
    (status = 'owned' AND owner_id IS NOT NULL AND claimed_at IS NOT NULL AND (protected_until IS NULL) = (exemption IS NOT NULL))
    OR (status = 'available' AND owner_id IS NULL AND protected_until IS NULL AND exemption IS NULL)
    OR (status IN ('converted', 'disqualified') AND protected_until IS NULL AND exemption IS NULL))`,

  // Of the owner when he took it: who belongs to the same team later does not matter.
  'ALTER TABLE ownership ADD COLUMN unit_path text COLLATE "C"',
  'UPDATE ownership SET unit_path = known_person.unit_path FROM known_person WHERE known_person.id = ownership.owner_id',
  // A claim that a release has given back to its owner's quota.
  'ALTER TABLE ownership ADD COLUMN quota_returned boolean NOT NULL DEFAULT false',
  // Leads of a pool whose details a person has looked at since `day_from`; the row is locked while one is added.
  `CREATE TABLE view_quota (
    person_id uuid NOT NULL,
    pool_id uuid NOT NULL,
    day_from timestamptz NOT NULL,
    lead_ids uuid[] NOT NULL,
    PRIMARY KEY (person_id, pool_id)
  )`,

  'DROP FUNCTION begin_claim(uuid, uuid, timestamptz, timestamptz, uuid)',
  /**
   * The first half of a claim in one round trip: counts it in the claimer's quota, whose row lock serialises his claims in this pool, then locks the
   * lead. Quota before lead everywhere, or two claims wait for each other. Each statement in here sees what was committed before it began, so
   * what is read after the lock is what the lock protects. A refused claim is undone with its transaction. `everywhere`: the policy has a cap over
   * all pools, so his claims in all of them wait for each other. `uncounted`: kinds of leads that take up no room.
   */
  `CREATE FUNCTION begin_claim(claimer uuid, pool uuid, today timestamptz, monday timestamptz, asked uuid, team text, uncounted text[], everywhere boolean)
   RETURNS TABLE (used_today int, used_this_week int, owned int, owned_overall int, owned_until timestamptz, team_owned_until timestamptz, locked lead)
   LANGUAGE plpgsql AS $$
   BEGIN
     IF everywhere THEN PERFORM pg_advisory_xact_lock(hashtextextended('claims of ' || claimer::text, 0)); END IF;
     INSERT INTO claim_quota AS q (person_id, pool_id, day_from, used_today, week_from, used_this_week) VALUES (claimer, pool, today, 1, monday, 1)
     ON CONFLICT (person_id, pool_id) DO UPDATE SET
       used_today = CASE WHEN q.day_from = today THEN q.used_today ELSE 0 END + 1, day_from = today,
       used_this_week = CASE WHEN q.week_from = monday THEN q.used_this_week ELSE 0 END + 1, week_from = monday
     RETURNING q.used_today - 1, q.used_this_week - 1 INTO used_today, used_this_week;
     SELECT l.* INTO locked FROM lead AS l WHERE l.id = asked FOR UPDATE;
     SELECT count(*) FILTER (WHERE l.pool_id = pool), count(*) INTO owned, owned_overall FROM lead AS l
     WHERE l.owner_id = claimer AND l.status = 'owned'
       AND NOT (l.key_account AND 'key-account' = ANY (uncounted))
       AND NOT (coalesce(l.exemption, 'paused') <> 'paused' AND 'exempt' = ANY (uncounted));
     SELECT max(o.ended_at) FILTER (WHERE o.owner_id = claimer), max(o.ended_at) FILTER (WHERE o.owner_id <> claimer AND o.unit_path = team)
     INTO owned_until, team_owned_until FROM ownership AS o WHERE o.lead_id = asked;
     RETURN NEXT;
   END $$`,
];
