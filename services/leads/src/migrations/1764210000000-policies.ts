import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Policies of every kind by version, how one is brought into force over running ownerships, previews, and what a draft on trial would have done. */
export class Policies1764210000000 implements MigrationInterface {
  readonly name = 'Policies1764210000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Policies are kept for ever: running ownerships name their version. Restore from a backup.');
  }
}

const statements = [
  // One row for each policy, whatever its versions: its lock puts changes of one policy in order, `sequence` numbers their events.
  `CREATE TABLE policy_line (
    kind text NOT NULL,
    id text NOT NULL,
    sequence int NOT NULL DEFAULT 0,
    PRIMARY KEY (kind, id)
  )`,
  `CREATE TABLE policy (
    kind text NOT NULL,
    id text NOT NULL,
    version int NOT NULL CHECK (version > 0),
    status text NOT NULL CHECK (status IN ('draft', 'active', 'retired')),
    document jsonb NOT NULL,
    author text NOT NULL,
    reason text NOT NULL,
    effective_from date NOT NULL,
    saved_by text NOT NULL,
    saved_at timestamptz NOT NULL,
    activated_by text,
    activated_at timestamptz,
    retired_at timestamptz,
    -- On trial: what this draft would have done is logged from then on (policy_trial).
    trial_since timestamptz,
    trial_looked_at timestamptz,
    PRIMARY KEY (kind, id, version),
    FOREIGN KEY (kind, id) REFERENCES policy_line (kind, id),
    CONSTRAINT policy_names_itself CHECK (document ->> 'kind' = kind AND document ->> 'id' = id AND (document ->> 'version')::int = version),
    CONSTRAINT policy_in_force_since CHECK ((status = 'draft') = (activated_at IS NULL)),
    CONSTRAINT policy_only_drafts_on_trial CHECK (trial_since IS NULL OR status = 'draft')
  )`,
  'CREATE UNIQUE INDEX policy_one_active ON policy (kind, id) WHERE status = \'active\'',
  // Ownerships are judged by the version they began with: what was once in force never changes, whoever writes.
  `CREATE FUNCTION keep_policy_as_it_was() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF OLD.status <> 'draft' AND NEW.document <> OLD.document THEN
       RAISE EXCEPTION 'policy % % version % has been in force and cannot change', OLD.kind, OLD.id, OLD.version USING ERRCODE = '23514';
     END IF;
     RETURN NEW;
   END $$`,
  'CREATE TRIGGER policy_as_it_was BEFORE UPDATE OF document ON policy FOR EACH ROW EXECUTE FUNCTION keep_policy_as_it_was()',
  `INSERT INTO policy_line (kind, id) SELECT DISTINCT 'lead', id FROM lead_policy`,
  `INSERT INTO policy (kind, id, version, status, document, author, reason, effective_from, saved_by, saved_at, activated_by, activated_at, retired_at)
   SELECT 'lead', id, version, CASE WHEN version = newest THEN 'active' ELSE 'retired' END, document, document ->> 'author', document ->> 'reason',
     (document ->> 'effectiveFrom')::date, document ->> 'author', created_at, document ->> 'author', created_at, CASE WHEN version < newest THEN created_at END
   FROM (SELECT *, max(version) OVER (PARTITION BY id) AS newest FROM lead_policy) AS known`,
  `ALTER TABLE pool DROP CONSTRAINT pool_policy_id_policy_version_fkey`,
  `ALTER TABLE pool ADD COLUMN policy_kind text NOT NULL DEFAULT 'lead' CHECK (policy_kind = 'lead')`,
  `ALTER TABLE pool ADD CONSTRAINT pool_policy FOREIGN KEY (policy_kind, policy_id, policy_version) REFERENCES policy (kind, id, version)`,
  'DROP TABLE lead_policy',

  // Bringing a version into force: what it means for running ownerships, and how far that has come.
  `CREATE TABLE policy_application (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    policy_id text NOT NULL,
    version int NOT NULL,
    from_version int,
    grandfathering text NOT NULL CHECK (grandfathering IN ('none', 'keep', 'kinder')),
    grace_days int NOT NULL CHECK (grace_days >= 0),
    status text NOT NULL CHECK (status IN ('scheduled', 'running', 'completed', 'withdrawn')),
    starts_at timestamptz NOT NULL,
    requested_by text NOT NULL,
    requested_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz,
    -- The pool and the last lead of it that was looked at: whoever goes on after a kill begins behind it.
    behind_pool uuid,
    behind_lead uuid,
    total int NOT NULL DEFAULT 0,
    looked_at int NOT NULL DEFAULT 0,
    rewritten int NOT NULL DEFAULT 0,
    kept int NOT NULL DEFAULT 0,
    graced int NOT NULL DEFAULT 0,
    batches int NOT NULL DEFAULT 0,
    FOREIGN KEY (kind, policy_id, version) REFERENCES policy (kind, id, version),
    CONSTRAINT policy_application_sums CHECK (looked_at = rewritten + kept)
  )`,
  `CREATE UNIQUE INDEX policy_application_one_open ON policy_application (kind, policy_id) WHERE status IN ('scheduled', 'running')`,
  'CREATE INDEX policy_application_policy ON policy_application (kind, policy_id, version)',
  // {since, until}: the change of a policy at `since` takes nothing from this ownership before `until`, whatever the new rules say.
  'ALTER TABLE lead ADD COLUMN grace jsonb',
  // Owned leads of a pool in order: what a change or a preview of its policy goes through.
  `CREATE INDEX lead_owned ON lead (pool_id, id) WHERE status = 'owned'`,

  `CREATE TABLE policy_preview (
    id uuid PRIMARY KEY,
    made_by text NOT NULL,
    made_at timestamptz NOT NULL,
    request jsonb NOT NULL,
    document jsonb,
    summary jsonb NOT NULL
  )`,
  'CREATE INDEX policy_preview_age ON policy_preview (made_at)',
  // Thousands end alike: each way is kept once. No foreign key from the records: it would be looked up for each of them.
  `CREATE TABLE policy_preview_end (
    preview_id uuid NOT NULL REFERENCES policy_preview (id) ON DELETE CASCADE,
    no int NOT NULL,
    change text NOT NULL,
    ends jsonb NOT NULL,
    PRIMARY KEY (preview_id, no)
  )`,
  `CREATE TABLE policy_preview_record (
    preview_id uuid NOT NULL,
    no int NOT NULL,
    end_no int NOT NULL,
    lead_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    PRIMARY KEY (preview_id, no)
  )`,
  // What drafts on trial would have done, a line for each ownership that would have gone another way.
  `CREATE TABLE policy_trial (
    kind text NOT NULL,
    policy_id text NOT NULL,
    version int NOT NULL,
    no bigint GENERATED ALWAYS AS IDENTITY,
    ownership_id uuid NOT NULL,
    change text NOT NULL,
    lead_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    ends jsonb NOT NULL,
    logged_at timestamptz NOT NULL,
    PRIMARY KEY (kind, policy_id, version, no),
    UNIQUE (kind, policy_id, version, ownership_id, change),
    FOREIGN KEY (kind, policy_id, version) REFERENCES policy (kind, id, version)
  )`,
];
