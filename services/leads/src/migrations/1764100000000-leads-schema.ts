import { neverDecreases } from '@throughline/persistence/platform-tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pools, leads with their keys and owners, quota, activities, assignment, accounts, imports. */
export class LeadsSchema1764100000000 implements MigrationInterface {
  readonly name = 'LeadsSchema1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    // Trusted since PostgreSQL 13: the owner of the database may create it. Needed for `lead_id WITH =` in the exclusion constraint.
    await runner.query('CREATE EXTENSION IF NOT EXISTS btree_gist');
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('The first schema is not taken back; restore from a backup.');
  }
}

const statements = [
  `CREATE TABLE lead_policy (
    id text NOT NULL,
    version int NOT NULL CHECK (version > 0),
    document jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (id, version)
  )`,
  `CREATE TABLE pool (
    id uuid PRIMARY KEY,
    name text NOT NULL UNIQUE,
    org_path text COLLATE "C" NOT NULL,
    policy_id text NOT NULL,
    policy_version int NOT NULL,
    hidden_fields text[] NOT NULL DEFAULT '{}',
    status text NOT NULL CHECK (status IN ('open', 'closed')),
    opened_at timestamptz NOT NULL,
    version int NOT NULL,
    FOREIGN KEY (policy_id, policy_version) REFERENCES lead_policy (id, version)
  )`,
  `CREATE TABLE lead (
    id uuid PRIMARY KEY,
    -- No foreign key: it would lock the one row of the pool for every lead that comes in. Pools are never deleted.
    pool_id uuid NOT NULL,
    status text NOT NULL CHECK (status IN ('available', 'owned', 'converted', 'disqualified')),
    display_name text NOT NULL,
    company_name text,
    contact_name text,
    email text,
    phone text,
    credit_code text,
    domain text,
    country text,
    city text,
    product text,
    source text,
    campaign text,
    external_system text,
    external_id text,
    attributes jsonb NOT NULL DEFAULT '{}',
    import_id uuid,
    captured_at timestamptz NOT NULL,
    captured_by text NOT NULL,
    owner_id uuid,
    org_path text COLLATE "C" NOT NULL,
    policy_version int NOT NULL,
    claimed_at timestamptz,
    last_reset_at timestamptz,
    last_activity_at timestamptz,
    protected_until timestamptz,
    because jsonb,
    -- Reminders of this ownership, in order: [{step, at}].
    reminded_steps jsonb NOT NULL DEFAULT '[]',
    last_owner_id uuid,
    pool_since timestamptz NOT NULL,
    end_reason text,
    account_id uuid,
    deal_id uuid,
    version int NOT NULL,
    -- Status, owner and protection cannot disagree, whoever writes the row.
    CONSTRAINT lead_owner_by_status CHECK (
      (status = 'owned' AND owner_id IS NOT NULL AND claimed_at IS NOT NULL AND protected_until IS NOT NULL)
      OR (status = 'available' AND owner_id IS NULL AND protected_until IS NULL)
      OR (status IN ('converted', 'disqualified') AND protected_until IS NULL)),
    CONSTRAINT lead_deal_when_converted CHECK ((status = 'converted') = (deal_id IS NOT NULL))
  )`,
  // Free on intake: a new lead has neither owner nor deal.
  `CREATE UNIQUE INDEX lead_deal ON lead (deal_id) WHERE deal_id IS NOT NULL`,
  `CREATE INDEX lead_owner ON lead (owner_id, id) WHERE owner_id IS NOT NULL`,
  `CREATE INDEX lead_available ON lead (pool_id, id) WHERE status = 'available'`,
  `CREATE INDEX lead_org_path ON lead (org_path, id) WHERE owner_id IS NOT NULL`,
  // The exact duplicate check: who inserts second fails, also when both came in the same millisecond.
  `CREATE TABLE lead_key (
    kind text NOT NULL CHECK (kind IN ('external', 'credit_code', 'email', 'phone', 'company', 'content')),
    value text NOT NULL,
    lead_id uuid NOT NULL,
    CONSTRAINT lead_key_unique PRIMARY KEY (kind, value)
  )`,
  `CREATE TABLE ownership (
    id uuid PRIMARY KEY,
    lead_id uuid NOT NULL,
    pool_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    acquired text NOT NULL CHECK (acquired IN ('claimed', 'assigned')),
    assignment_id uuid,
    policy_version int NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    end_reason text,
    CONSTRAINT ownership_one_at_a_time EXCLUDE USING gist (lead_id WITH =, tstzrange(started_at, ended_at) WITH &&)
  )`,
  `CREATE INDEX ownership_lead ON ownership (lead_id, started_at)`,
  `CREATE TABLE claim_quota (
    person_id uuid NOT NULL,
    pool_id uuid NOT NULL,
    day_from timestamptz NOT NULL,
    used_today int NOT NULL CHECK (used_today >= 0),
    week_from timestamptz NOT NULL,
    used_this_week int NOT NULL CHECK (used_this_week >= 0),
    PRIMARY KEY (person_id, pool_id)
  )`,
  /**
   * The first half of a claim in one round trip: counts it in the claimer's quota, whose row lock serialises his claims in this pool, then locks the
   * lead. Quota before lead everywhere, or two claims wait for each other. Each statement in here sees what was committed before it began, so
   * what is read after the lock is what the lock protects. A refused claim is undone with its transaction.
   */
  `CREATE FUNCTION begin_claim(claimer uuid, pool uuid, today timestamptz, monday timestamptz, asked uuid)
   RETURNS TABLE (used_today int, used_this_week int, owned int, owned_until timestamptz, locked lead)
   LANGUAGE plpgsql AS $$
   BEGIN
     INSERT INTO claim_quota AS q (person_id, pool_id, day_from, used_today, week_from, used_this_week) VALUES (claimer, pool, today, 1, monday, 1)
     ON CONFLICT (person_id, pool_id) DO UPDATE SET
       used_today = CASE WHEN q.day_from = today THEN q.used_today ELSE 0 END + 1, day_from = today,
       used_this_week = CASE WHEN q.week_from = monday THEN q.used_this_week ELSE 0 END + 1, week_from = monday
     RETURNING q.used_today - 1, q.used_this_week - 1 INTO used_today, used_this_week;
     SELECT l.* INTO locked FROM lead AS l WHERE l.id = asked FOR UPDATE;
     SELECT count(*) INTO owned FROM lead AS l WHERE l.owner_id = claimer AND l.pool_id = pool AND l.status = 'owned';
     SELECT max(o.ended_at) INTO owned_until FROM ownership AS o WHERE o.lead_id = asked AND o.owner_id = claimer;
     RETURN NEXT;
   END $$`,
  `CREATE TABLE activity (
    id uuid PRIMARY KEY,
    lead_id uuid NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    minutes int CHECK (minutes >= 0),
    note text,
    occurred_at timestamptz NOT NULL,
    resets boolean NOT NULL
  )`,
  `CREATE INDEX activity_lead ON activity (lead_id, occurred_at)`,
  `CREATE TABLE round_robin (
    pool_id uuid PRIMARY KEY REFERENCES pool (id),
    position bigint NOT NULL DEFAULT 0
  )`,
  `CREATE TABLE assignment (
    id uuid PRIMARY KEY,
    pool_id uuid NOT NULL,
    strategy text NOT NULL,
    decided_at timestamptz NOT NULL,
    decided_by text NOT NULL,
    position bigint,
    candidates jsonb NOT NULL,
    leads int NOT NULL
  )`,
  `CREATE TABLE account (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    credit_code text,
    domain text,
    country text,
    name_key text,
    owner_id uuid NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    lead_id uuid,
    created_at timestamptz NOT NULL,
    version int NOT NULL
  )`,
  `CREATE UNIQUE INDEX account_credit_code ON account (credit_code) WHERE credit_code IS NOT NULL`,
  `CREATE UNIQUE INDEX account_company ON account (name_key, domain) WHERE domain IS NOT NULL AND name_key IS NOT NULL`,
  `CREATE TABLE contact (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account (id),
    name text NOT NULL,
    email text,
    phone text,
    created_at timestamptz NOT NULL
  )`,
  `CREATE INDEX contact_account ON contact (account_id)`,
  `CREATE TABLE lead_import (
    id uuid PRIMARY KEY,
    pool_id uuid NOT NULL REFERENCES pool (id),
    file_name text NOT NULL,
    file_sha256 char(64) NOT NULL,
    format text NOT NULL,
    encoding text,
    mapping jsonb NOT NULL,
    dry_run boolean NOT NULL,
    status text NOT NULL CHECK (status IN ('running', 'completed', 'failed')),
    rows_read int NOT NULL DEFAULT 0,
    created int NOT NULL DEFAULT 0,
    merged int NOT NULL DEFAULT 0,
    refused int NOT NULL DEFAULT 0,
    problem jsonb,
    started_by text NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    started_at timestamptz NOT NULL,
    -- Wall clock: says whether a running import is still alive.
    touched_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT lead_import_sums CHECK (rows_read = created + merged + refused)
  )`,
  `CREATE TABLE lead_import_row (
    import_id uuid NOT NULL,
    row_no int NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('created', 'merged', 'refused')),
    name text,
    lead_id uuid,
    matched_by text,
    code text,
    field text,
    PRIMARY KEY (import_id, row_no)
  )`,
  neverDecreases('lead'),
];
