import type { MigrationInterface, QueryRunner } from 'typeorm';
import { neverDecreases } from '@throughline/persistence/platform-tables';
import { accountFollows } from './1764250000000-accounts-follows';

/** Accounts as customers live them: a tree, grade and visits, team, partners, what they buy, how they are; and what other services tell of them. */
export class Accounts1764250000000 implements MigrationInterface {
  readonly name = 'Accounts1764250000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tree, ...statements, ...accountFollows, ...takeOver]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Accounts are never dropped; restore from a backup.');
  }
}

/**
 * The depth of an account is its parent's plus one, by a key that moves with the parent (ON UPDATE CASCADE). So a tree of more than four levels
 * breaks the check, and a circle cannot be: each of its accounts would have to lie deeper than itself. No trigger, no lock: it holds against whoever
 * writes, however many at once.
 */
const tree = [
  `ALTER TABLE account
     ADD COLUMN parent_id uuid,
     ADD COLUMN parent_depth smallint,
     ADD COLUMN depth smallint NOT NULL GENERATED ALWAYS AS (coalesce(parent_depth, 0::smallint) + 1::smallint) STORED,
     ADD CONSTRAINT account_at_most_four_levels CHECK (depth BETWEEN 1 AND 4),
     ADD CONSTRAINT account_parent_with_depth CHECK ((parent_id IS NULL) = (parent_depth IS NULL)),
     ADD CONSTRAINT account_depth UNIQUE (id, depth)`,
  'ALTER TABLE account ADD CONSTRAINT account_parent FOREIGN KEY (parent_id, parent_depth) REFERENCES account (id, depth) ON UPDATE CASCADE',
  'CREATE INDEX account_children ON account (parent_id, parent_depth) WHERE parent_id IS NOT NULL',
];

const statements = [
  `ALTER TABLE account
     ADD COLUMN status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'churned')),
     ADD COLUMN sector text,
     ADD COLUMN city text,
     ADD COLUMN website text,
     ADD COLUMN phone text,
     ADD COLUMN employees int CHECK (employees >= 0),
     ADD COLUMN established int CHECK (established BETWEEN 1000 AND 9999),
     ADD COLUMN revenue numeric(19,4) CHECK (revenue >= 0),
     ADD COLUMN revenue_currency char(3),
     ADD COLUMN key_account boolean NOT NULL DEFAULT false,
     ADD COLUMN potential numeric(19,4) CHECK (potential >= 0),
     ADD COLUMN potential_currency char(3),
     ADD COLUMN external_system text,
     ADD COLUMN external_id text,
     ADD COLUMN import_id uuid,
     ADD COLUMN grade text CHECK (grade IN ('A', 'B', 'C', 'D')),
     ADD COLUMN grade_reasons jsonb NOT NULL DEFAULT '[]',
     ADD COLUMN grade_policy jsonb,
     ADD COLUMN graded_at timestamptz,
     -- When the grade may change by the passing of time alone.
     ADD COLUMN regrade_at timestamptz,
     ADD COLUMN visits_since timestamptz,
     ADD COLUMN last_visit_at timestamptz,
     ADD COLUMN visit_due_at timestamptz,
     ADD COLUMN visit_because jsonb,
     -- What was said about the present visit, in order: [{step, at}].
     ADD COLUMN visit_steps jsonb NOT NULL DEFAULT '[]',
     ADD COLUMN satisfaction smallint CHECK (satisfaction BETWEEN 1 AND 5),
     ADD COLUMN churn_reason text,
     ADD COLUMN churned_at timestamptz,
     ADD CONSTRAINT account_revenue_in_currency CHECK ((revenue IS NULL) = (revenue_currency IS NULL)),
     ADD CONSTRAINT account_potential_in_currency CHECK ((potential IS NULL) = (potential_currency IS NULL)),
     ADD CONSTRAINT account_churned_with_reason CHECK ((status = 'churned') = (churn_reason IS NOT NULL AND churned_at IS NOT NULL)),
     ADD CONSTRAINT account_external CHECK ((external_system IS NULL) = (external_id IS NULL))`,
  'CREATE UNIQUE INDEX account_external_key ON account (external_system, external_id) WHERE external_id IS NOT NULL',
  'CREATE INDEX account_owner ON account (owner_id, id)',
  'CREATE INDEX account_path ON account (org_path, id)',
  neverDecreases('account'),
  `CREATE TABLE account_team (
     account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
     person_id uuid NOT NULL,
     access text NOT NULL CHECK (access IN ('read', 'write')),
     role text,
     -- The instant from which it no longer holds; null: for good.
     until timestamptz,
     added_by text NOT NULL,
     added_at timestamptz NOT NULL,
     PRIMARY KEY (account_id, person_id)
   )`,
  'CREATE INDEX account_team_person ON account_team (person_id, account_id)',
  `CREATE TABLE account_visit (
     id uuid PRIMARY KEY,
     account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
     kind text NOT NULL CHECK (kind IN ('on-site', 'at-ours', 'online')),
     purpose text NOT NULL,
     outcome text,
     contact_ids uuid[] NOT NULL DEFAULT '{}',
     visited_by uuid NOT NULL,
     visited_at timestamptz NOT NULL,
     recorded_by text NOT NULL,
     recorded_at timestamptz NOT NULL
   )`,
  'CREATE INDEX account_visit_account ON account_visit (account_id, visited_at DESC, id DESC)',
  `CREATE TABLE account_partner (
     account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
     partner_id uuid NOT NULL REFERENCES account (id),
     role text NOT NULL CHECK (role IN ('reseller', 'distributor', 'referrer', 'integrator', 'service')),
     note text,
     since date NOT NULL,
     added_by text NOT NULL,
     PRIMARY KEY (account_id, partner_id, role),
     CONSTRAINT account_partner_not_itself CHECK (account_id <> partner_id)
   )`,
  'CREATE INDEX account_partner_partner ON account_partner (partner_id)',
  `ALTER TABLE contact
     ADD COLUMN position text,
     ADD COLUMN function text CHECK (function IN ('executive', 'finance', 'purchasing', 'technology', 'operations', 'legal', 'sales', 'other')),
     ADD COLUMN version int NOT NULL DEFAULT 1`,
  // Who talks to whom: their executive with ours, their finance with ours.
  `CREATE TABLE account_relationship (
     account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
     contact_id uuid NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
     person_id uuid NOT NULL,
     function text NOT NULL CHECK (function IN ('executive', 'finance', 'purchasing', 'technology', 'operations', 'legal', 'sales', 'other')),
     strength smallint NOT NULL CHECK (strength BETWEEN 1 AND 5),
     note text,
     noted_by text NOT NULL,
     noted_at timestamptz NOT NULL,
     PRIMARY KEY (contact_id, person_id)
   )`,
  'CREATE INDEX account_relationship_account ON account_relationship (account_id)',
  // What the customer spends in a year on what we sell, by whomever it is sold.
  `CREATE TABLE account_wallet (
     account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
     year int NOT NULL CHECK (year BETWEEN 1990 AND 2200),
     spend numeric(19,4) NOT NULL CHECK (spend > 0),
     currency char(3) NOT NULL,
     source text NOT NULL,
     stated_by text NOT NULL,
     stated_at timestamptz NOT NULL,
     PRIMARY KEY (account_id, year, currency)
   )`,
  `CREATE TABLE account_satisfaction (
     id uuid PRIMARY KEY,
     account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
     level smallint NOT NULL CHECK (level BETWEEN 1 AND 5),
     channel text NOT NULL,
     comment text,
     contact_id uuid,
     said_at timestamptz NOT NULL,
     recorded_by text NOT NULL
   )`,
  'CREATE INDEX account_satisfaction_account ON account_satisfaction (account_id, said_at DESC, id DESC)',
  `CREATE TABLE account_churn (
     id uuid PRIMARY KEY,
     account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
     reason text NOT NULL,
     note text,
     lost_to text,
     churned_at timestamptz NOT NULL,
     churned_by text NOT NULL,
     won_back_at timestamptz CHECK (won_back_at >= churned_at),
     won_back_by text
   )`,
  'CREATE UNIQUE INDEX account_churn_one_open ON account_churn (account_id) WHERE won_back_at IS NULL',
  // Owners of an account, one after the other.
  `CREATE TABLE account_ownership (
     id uuid PRIMARY KEY,
     account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
     owner_id uuid NOT NULL,
     started_at timestamptz NOT NULL,
     ended_at timestamptz,
     reason text,
     hand_over_id uuid,
     CONSTRAINT account_ownership_one_at_a_time EXCLUDE USING gist (account_id WITH =, tstzrange(started_at, ended_at) WITH &&)
   )`,
  `CREATE TABLE hand_over (
     id uuid PRIMARY KEY,
     from_id uuid NOT NULL,
     to_id uuid NOT NULL,
     to_path text COLLATE "C" NOT NULL,
     reason text NOT NULL,
     leads int NOT NULL,
     accounts int NOT NULL,
     org_path text COLLATE "C" NOT NULL,
     requested_by text NOT NULL,
     requested_at timestamptz NOT NULL,
     version int NOT NULL,
     CONSTRAINT hand_over_to_another CHECK (from_id <> to_id)
   )`,
  `CREATE TABLE account_import (
     id uuid PRIMARY KEY,
     file_name text NOT NULL,
     file_sha256 char(64) NOT NULL,
     mapping text NOT NULL,
     dry_run boolean NOT NULL,
     rows_read int NOT NULL,
     created int NOT NULL,
     merged int NOT NULL,
     refused int NOT NULL,
     linked int NOT NULL,
     imported_by text NOT NULL,
     org_path text COLLATE "C" NOT NULL,
     imported_at timestamptz NOT NULL,
     CONSTRAINT account_import_sums CHECK (rows_read = created + merged + refused)
   )`,
  `CREATE TABLE account_import_row (
     import_id uuid NOT NULL REFERENCES account_import (id),
     row_no int NOT NULL,
     outcome text NOT NULL CHECK (outcome IN ('created', 'merged', 'refused')),
     name text,
     account_id uuid,
     code text,
     field text,
     -- What happened to the parent that the row names: null where it names none.
     parent text CHECK (parent IN ('linked', 'kept', 'unknown', 'too-deep')),
     PRIMARY KEY (import_id, row_no)
   )`,
];

/** Accounts that were there before: the clock looks at each at once, grades it and counts its visits from its beginning. */
const takeOver = [
  `UPDATE account SET visits_since = created_at`,
  `INSERT INTO account_ownership (id, account_id, owner_id, started_at) SELECT gen_random_uuid(), id, owner_id, created_at FROM account`,
  `INSERT INTO deadline (book, subject_id, kind, rank, due_at, because, version)
   SELECT 'visits:accounts', id, 'regrade', 1, created_at, '{"rule": "new", "text": "not graded yet"}', version FROM account`,
];
