import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which records share a block, pairs that somebody should look at, leads merged into others, and requests to enter a company once more. */
export class Duplicates1764230000000 implements MigrationInterface {
  readonly name = 'Duplicates1764230000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Merged leads could not be told from others; restore from a backup.');
  }
}

const statements = [
  // 64-bit hashes of what two spellings of one company have in common: a few rows for each record, found by the primary key alone.
  `CREATE TABLE duplicate_block (
    block bigint NOT NULL,
    record_id uuid NOT NULL,
    record_kind text NOT NULL CHECK (record_kind IN ('lead', 'account')),
    PRIMARY KEY (block, record_id)
  )`,
  /**
   * What is near a record that comes in, in one round trip: first the blocks are locked, in one order for everybody, until the transaction ends, then they
   * are read. Who enters the same company at the same time waits, and sees what the first has written: each statement in here sees what
   * was committed before it began. The shared lock (4230, 0) tells an import when those who came before it have finished.
   */
  `CREATE FUNCTION near_records(asked bigint[]) RETURNS TABLE (kind text, id uuid, name text, status text, "ownerId" uuid, "companyName" text,
     "contactName" text, email text, phone text, "creditCode" text, domain text, city text)
   LANGUAGE plpgsql
   -- A plan that was made while the tables were small reads them from end to end for ever after.
   SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
   AS $$
   DECLARE lock_key int;
   BEGIN
     PERFORM pg_advisory_xact_lock_shared(4230, 0);
     FOR lock_key IN SELECT DISTINCT (block & 2147483647)::int AS k FROM unnest(asked) AS a(block) ORDER BY k LOOP
       PERFORM pg_advisory_xact_lock(4231, lock_key);
     END LOOP;
     RETURN QUERY
       WITH near AS MATERIALIZED (
         SELECT DISTINCT found.record_kind, found.record_id FROM unnest(asked) AS a(block)
         CROSS JOIN LATERAL (SELECT b.record_kind, b.record_id FROM duplicate_block AS b WHERE b.block = a.block ORDER BY b.record_id DESC LIMIT 50) AS found)
       SELECT 'lead', l.id, l.display_name, l.status, l.owner_id, l.company_name, l.contact_name, l.email, l.phone, l.credit_code, l.domain, l.city
       FROM near CROSS JOIN LATERAL (SELECT * FROM lead WHERE lead.id = near.record_id AND near.record_kind = 'lead' OFFSET 0) AS l WHERE l.status <> 'merged'
       UNION ALL
       SELECT 'account', c.id, c.name, c.status, c.owner_id, c.name, NULL, NULL, c.phone, c.credit_code, c.domain, c.city
       FROM near CROSS JOIN LATERAL (SELECT * FROM account WHERE account.id = near.record_id AND near.record_kind = 'account' OFFSET 0) AS c;
   END $$`,
  // The same for a record that is written by one statement, which ends here when anything is near.
  `CREATE FUNCTION nobody_near(asked bigint[]) RETURNS boolean LANGUAGE plpgsql AS $$
   BEGIN
     IF EXISTS (SELECT FROM near_records(asked)) THEN
       RAISE EXCEPTION 'another record shares a block with this one' USING ERRCODE = 'unique_violation', CONSTRAINT = 'nobody_near';
     END IF;
     RETURN true;
   END $$`,
  `CREATE TABLE possible_duplicate (
    id uuid PRIMARY KEY,
    lead_id uuid NOT NULL,
    other_kind text NOT NULL CHECK (other_kind IN ('lead', 'account')),
    other_id uuid NOT NULL,
    score numeric(4,3) NOT NULL CHECK (score BETWEEN 0 AND 1),
    because jsonb NOT NULL,
    import_id uuid,
    -- Why it was created all the same.
    reason text,
    found_at timestamptz NOT NULL,
    found_by text NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'merged', 'dismissed')),
    decided_by text,
    decided_at timestamptz,
    decision text,
    version int NOT NULL,
    CHECK ((status = 'open') = (decided_at IS NULL)),
    CONSTRAINT possible_duplicate_pair UNIQUE (lead_id, other_id)
  )`,
  `CREATE INDEX possible_duplicate_open ON possible_duplicate (id) WHERE status = 'open'`,
  `CREATE INDEX possible_duplicate_other ON possible_duplicate (other_id)`,
  'ALTER TABLE lead_import ADD COLUMN screened_to int NOT NULL DEFAULT 0, ADD COLUMN possible_duplicates int NOT NULL DEFAULT 0',

  'ALTER TABLE lead DROP CONSTRAINT lead_status_check',
  `ALTER TABLE lead ADD CONSTRAINT lead_status_check CHECK (status IN ('available', 'owned', 'converted', 'disqualified', 'merged'))`,
  'ALTER TABLE lead DROP CONSTRAINT lead_owner_by_status',
  `ALTER TABLE lead ADD CONSTRAINT lead_owner_by_status CHECK (
    (status = 'owned' AND owner_id IS NOT NULL AND claimed_at IS NOT NULL AND (protected_until IS NULL) = (exemption IS NOT NULL))
    OR (status IN ('available', 'merged') AND owner_id IS NULL AND protected_until IS NULL AND exemption IS NULL)
    OR (status IN ('converted', 'disqualified') AND protected_until IS NULL AND exemption IS NULL))`,
  `CREATE TABLE lead_merge (
    id uuid PRIMARY KEY,
    lead_id uuid NOT NULL,
    into_id uuid NOT NULL CHECK (into_id <> lead_id),
    merged_at timestamptz NOT NULL,
    merged_by text NOT NULL,
    reason text,
    -- What the other lead learned from this one: {field: value}.
    filled jsonb NOT NULL,
    -- How the lead stood before: {status, ownerId, endReason}.
    was jsonb NOT NULL,
    undo_until timestamptz NOT NULL,
    undone_at timestamptz,
    undone_by text
  )`,
  // A lead is merged into one other at a time.
  'CREATE UNIQUE INDEX lead_merge_standing ON lead_merge (lead_id) WHERE undone_at IS NULL',
  'CREATE INDEX lead_merge_into ON lead_merge (into_id) WHERE undone_at IS NULL',
  // Where a lead is to be found now: itself, or what it was merged into, and that one after it.
  `CREATE FUNCTION standing_lead(asked uuid) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
   DECLARE at uuid := asked; next uuid;
   BEGIN
     LOOP
       SELECT m.into_id INTO next FROM lead_merge AS m WHERE m.lead_id = at AND m.undone_at IS NULL;
       IF next IS NULL THEN RETURN at; END IF;
       at := next;
     END LOOP;
   END $$`,
  // A lead and all that was merged into it: what happened to any of them happened to it.
  `CREATE FUNCTION merged_leads(asked uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
   WITH RECURSIVE one AS (SELECT asked AS id UNION SELECT m.lead_id FROM lead_merge AS m JOIN one ON m.into_id = one.id WHERE m.undone_at IS NULL)
   SELECT id FROM one $$`,

  `CREATE TABLE duplicate_request (
    id uuid PRIMARY KEY,
    -- The lead as it was sent.
    command jsonb NOT NULL,
    requester jsonb NOT NULL,
    requester_id uuid NOT NULL,
    other_kind text NOT NULL,
    other_id uuid NOT NULL,
    other_owner_id uuid NOT NULL,
    score numeric(4,3) NOT NULL,
    reason text NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'granted', 'refused', 'withdrawn', 'lapsed')),
    requested_at timestamptz NOT NULL,
    concluded_at timestamptz,
    lead_id uuid,
    -- Granted, but by then an exact duplicate or an unusable pool stood in the way.
    problem text,
    version int NOT NULL,
    CHECK ((status = 'open') = (concluded_at IS NULL))
  )`,
];
