import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was tested, so that it can be tested again; where a request was sent back to, what was changed and signed; who was added, and what was asked. */
export class ApprovalVerbs1766210000000 implements MigrationInterface {
  readonly name = 'ApprovalVerbs1766210000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('What people changed, signed and asked would be lost; restore from a backup.');
  }
}

const statements = [
  `ALTER TABLE approval_request ADD COLUMN fields jsonb NOT NULL DEFAULT '{}', ADD COLUMN lines jsonb, ADD COLUMN chosen jsonb NOT NULL DEFAULT '{}',
     ADD COLUMN previous_id uuid REFERENCES approval_request (id)`,
  `ALTER TABLE task_decision ADD COLUMN to_step numeric CHECK (to_step IS NULL OR outcome = 'returned'), ADD COLUMN changes jsonb, ADD COLUMN signature jsonb`,
  // By index, the last request of a person for a subject.
  'CREATE INDEX approval_request_of_subject ON approval_request (subject_id, kind, requester_id, requested_at DESC)',
  `CREATE TABLE approval_addition (
    task_id uuid NOT NULL REFERENCES task (id),
    key text NOT NULL,
    leg text NOT NULL,
    place text NOT NULL CHECK (place IN ('before', 'after')),
    person_id uuid NOT NULL,
    added_by uuid NOT NULL,
    added_at timestamptz NOT NULL,
    comment text,
    PRIMARY KEY (task_id, key)
  )`,
  `CREATE TABLE task_question (
    id uuid PRIMARY KEY,
    task_id uuid NOT NULL REFERENCES task (id),
    key text NOT NULL,
    asked_by uuid NOT NULL,
    asked_of uuid NOT NULL CHECK (asked_of <> asked_by),
    question text NOT NULL,
    asked_at timestamptz NOT NULL,
    answer text,
    answered_at timestamptz,
    UNIQUE (task_id, key),
    CHECK ((answer IS NULL) = (answered_at IS NULL))
  )`,
  'CREATE INDEX task_question_open ON task_question (asked_of, asked_at) WHERE answer IS NULL',
  `CREATE TRIGGER approval_addition_append_only BEFORE UPDATE OR DELETE ON approval_addition FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
];
