import { neverDecreases } from '@throughline/persistence/platform-tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Approval requests with their routes, tasks, who is asked at present, and the one decision of each task. */
export class WorklistSchema1764100000000 implements MigrationInterface {
  readonly name = 'WorklistSchema1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('The first schema is not taken back; restore from a backup.');
  }
}

const statements = [
  `CREATE TABLE approval_policy (
    id text NOT NULL,
    version int NOT NULL CHECK (version > 0),
    subject text NOT NULL,
    document jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (id, version)
  )`,
  `CREATE TABLE approval_request (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    subject_id uuid NOT NULL,
    deal_id uuid,
    requester_id uuid NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    ask text NOT NULL,
    figures jsonb NOT NULL,
    amount numeric(19,4),
    currency char(3),
    policy_id text NOT NULL,
    policy_version int NOT NULL,
    route jsonb NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'granted', 'refused', 'withdrawn', 'lapsed')),
    requested_at timestamptz NOT NULL,
    concluded_at timestamptz,
    version int NOT NULL,
    CHECK ((status = 'open') = (concluded_at IS NULL)),
    CHECK ((amount IS NULL) = (currency IS NULL)),
    FOREIGN KEY (policy_id, policy_version) REFERENCES approval_policy (id, version)
  )`,
  // The reconciler pages through open requests.
  `CREATE INDEX approval_request_open ON approval_request (id) WHERE status = 'open'`,
  `CREATE TABLE task (
    id uuid PRIMARY KEY,
    key text NOT NULL UNIQUE,
    kind text NOT NULL CHECK (kind IN ('approval', 'review', 'collection')),
    leg text NOT NULL,
    approval_id uuid REFERENCES approval_request (id),
    subject_type text NOT NULL,
    subject_id uuid NOT NULL,
    deal_id uuid,
    workflow_id text NOT NULL,
    ask text NOT NULL,
    figures jsonb NOT NULL,
    amount numeric(19,4),
    currency char(3),
    potential_owners uuid[] NOT NULL CHECK (cardinality(potential_owners) > 0),
    not_by uuid[] NOT NULL,
    actual_owner uuid,
    status text NOT NULL CHECK (status IN ('open', 'done', 'lapsed', 'cancelled')),
    why text NOT NULL,
    opened_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    remind_at timestamptz,
    escalate_at timestamptz,
    lapse_at timestamptz,
    closed_at timestamptz,
    version int NOT NULL,
    CHECK ((status = 'open') = (closed_at IS NULL)),
    CHECK ((kind = 'approval') = (approval_id IS NOT NULL)),
    -- Separation of duties: whoever must not decide is never asked, and never holds the task.
    CONSTRAINT task_separates_duties CHECK (NOT (potential_owners && not_by) AND (actual_owner IS NULL OR actual_owner = ANY (potential_owners))),
    UNIQUE (approval_id, leg)
  )`,
  `CREATE INDEX task_by_workflow ON task (workflow_id) WHERE status = 'open'`,
  `CREATE INDEX task_by_subject ON task (subject_id, id)`,
  // Who is asked at present; a row goes when the task closes or somebody else is asked.
  `CREATE TABLE task_inbox (
    person_id uuid NOT NULL,
    task_id uuid NOT NULL REFERENCES task (id),
    due_at timestamptz NOT NULL,
    weight numeric(19,4) NOT NULL,
    PRIMARY KEY (person_id, task_id)
  )`,
  `CREATE INDEX task_inbox_by_due ON task_inbox (person_id, due_at, weight DESC, task_id)`,
  `CREATE INDEX task_inbox_by_task ON task_inbox (task_id)`,
  `CREATE TABLE task_decision (
    task_id uuid PRIMARY KEY REFERENCES task (id),
    outcome text NOT NULL CHECK (outcome IN ('approved', 'rejected', 'returned', 'done')),
    comment text,
    decided_by uuid NOT NULL,
    decided_at timestamptz NOT NULL,
    key text NOT NULL
  )`,
  `CREATE INDEX task_decision_by_person ON task_decision (decided_by, decided_at DESC, task_id)`,
  `CREATE TABLE task_delegation (
    task_id uuid NOT NULL REFERENCES task (id),
    key text NOT NULL,
    delegated_by uuid NOT NULL,
    delegated_to uuid NOT NULL,
    delegated_at timestamptz NOT NULL,
    PRIMARY KEY (task_id, key)
  )`,
  `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END $$`,
  ...['task_decision', 'task_delegation'].map(
    (table) => `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  ),
  // The last fence of the four-eyes rule, whichever path leads here.
  `CREATE FUNCTION refuse_foreign_decision() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE asked task;
  BEGIN
    SELECT * INTO STRICT asked FROM task WHERE id = NEW.task_id FOR UPDATE;
    IF NOT (NEW.decided_by = ANY (asked.potential_owners)) OR NEW.decided_by = ANY (asked.not_by) THEN
      RAISE EXCEPTION 'task % is not for %', NEW.task_id, NEW.decided_by USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END $$`,
  `CREATE TRIGGER task_decision_by_owner BEFORE INSERT ON task_decision FOR EACH ROW EXECUTE FUNCTION refuse_foreign_decision()`,
  neverDecreases('task'),
  neverDecreases('approval_request'),
];
