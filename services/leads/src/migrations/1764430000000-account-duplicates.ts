import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Customers that may be here twice: pairs and requests of them, customers merged into others; and in which version the blocks of all records are written. */
export class AccountDuplicates1764430000000 implements MigrationInterface {
  readonly name = 'AccountDuplicates1764430000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Merged customers could not be told from others; restore from a backup.');
  }
}

const statements = [
  // How names are taken apart changes from time to time; a job then writes the blocks of all records anew.
  'ALTER TABLE duplicate_block ADD COLUMN version smallint NOT NULL DEFAULT 1',
  `CREATE TABLE duplicate_keying (
    version smallint PRIMARY KEY,
    -- What is done now: the leads, the customers, then what older versions have left.
    step text NOT NULL CHECK (step IN ('lead', 'account', 'cleaning', 'done')),
    -- The record behind which it goes on.
    after_id uuid,
    -- The page of duplicate_block behind which it goes on.
    after_page bigint NOT NULL DEFAULT 0,
    records int NOT NULL DEFAULT 0,
    removed bigint NOT NULL DEFAULT 0,
    started_at timestamptz NOT NULL,
    touched_at timestamptz NOT NULL,
    finished_at timestamptz,
    CHECK ((step = 'done') = (finished_at IS NOT NULL))
  )`,
  // From when on all rows of the file are in the database: what is left to do needs no file.
  'ALTER TABLE lead_import ADD COLUMN written_at timestamptz',
  `CREATE INDEX lead_import_unscreened ON lead_import (id) WHERE NOT dry_run AND screened_to < rows_read`,

  'ALTER TABLE possible_duplicate RENAME COLUMN lead_id TO record_id',
  `ALTER TABLE possible_duplicate ADD COLUMN record_kind text NOT NULL DEFAULT 'lead' CHECK (record_kind IN ('lead', 'account'))`,
  'ALTER TABLE possible_duplicate ALTER COLUMN record_kind DROP DEFAULT',
  `ALTER TABLE duplicate_request ADD COLUMN entry text NOT NULL DEFAULT 'lead' CHECK (entry IN ('lead', 'account', 'account-change')), ADD COLUMN account_id uuid`,
  'ALTER TABLE duplicate_request ALTER COLUMN entry DROP DEFAULT',

  'ALTER TABLE account DROP CONSTRAINT account_status_check',
  `ALTER TABLE account ADD CONSTRAINT account_status_check CHECK (status IN ('active', 'churned', 'merged'))`,
  'ALTER TABLE account DROP CONSTRAINT account_churned_with_reason',
  `ALTER TABLE account ADD CONSTRAINT account_churned_with_reason CHECK (status = 'merged' OR (status = 'churned') = (churn_reason IS NOT NULL AND churned_at IS NOT NULL))`,
  `CREATE TABLE account_merge (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    into_id uuid NOT NULL CHECK (into_id <> account_id),
    merged_at timestamptz NOT NULL,
    merged_by text NOT NULL,
    reason text,
    -- What the other account learned from this one, and no longer stands in this one: {field: value}.
    filled jsonb NOT NULL,
    -- How it stood before: {status, children: its subsidiaries, team: who came into the other's team}.
    was jsonb NOT NULL,
    undo_until timestamptz NOT NULL,
    undone_at timestamptz,
    undone_by text
  )`,
  'CREATE UNIQUE INDEX account_merge_standing ON account_merge (account_id) WHERE undone_at IS NULL',
  'CREATE INDEX account_merge_into ON account_merge (into_id) WHERE undone_at IS NULL',
  // Where an account is to be found now: itself, or what it was merged into, and that one after it.
  `CREATE FUNCTION standing_account(asked uuid) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
   DECLARE at uuid := asked; next uuid;
   BEGIN
     LOOP
       SELECT m.into_id INTO next FROM account_merge AS m WHERE m.account_id = at AND m.undone_at IS NULL;
       IF next IS NULL THEN RETURN at; END IF;
       at := next;
     END LOOP;
   END $$`,
  // An account and all that was merged into it: what belongs to any of them belongs to it.
  `CREATE FUNCTION merged_accounts(asked uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
   WITH RECURSIVE one AS (SELECT asked AS id UNION SELECT m.account_id FROM account_merge AS m JOIN one ON m.into_id = one.id WHERE m.undone_at IS NULL)
   SELECT id FROM one $$`,
  // As before, but for accounts that were merged into others.
  `CREATE OR REPLACE FUNCTION near_records(asked bigint[]) RETURNS TABLE (kind text, id uuid, name text, status text, "ownerId" uuid, "companyName" text,
     "contactName" text, email text, phone text, "creditCode" text, domain text, city text)
   LANGUAGE plpgsql
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
       FROM near CROSS JOIN LATERAL (SELECT * FROM account WHERE account.id = near.record_id AND near.record_kind = 'account' OFFSET 0) AS c
       WHERE c.status <> 'merged';
   END $$`,
];
