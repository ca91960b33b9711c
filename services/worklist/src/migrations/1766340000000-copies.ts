import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom the rules have told of a request although nobody asks him: he may read it. */
export class Copies1766340000000 implements MigrationInterface {
  readonly name = 'Copies1766340000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM notice_rule WHERE kind = 'copied'`);
    await runner.query('ALTER TABLE notice_rule DROP CONSTRAINT notice_rule_kind_check');
    await runner.query(`ALTER TABLE notice_rule ADD CONSTRAINT notice_rule_kind_check CHECK (kind IN ('waiting', 'reminder', 'escalated', 'decided', 'question', 'answer'))`);
    await runner.query('DROP TABLE approval_copy');
  }
}

const statements = [
  // of: what he was told of, each once: requested, concluded, or a leg with the number of its answers. copied_at: business time of the last.
  `CREATE TABLE approval_copy (
    approval_id uuid NOT NULL REFERENCES approval_request (id),
    person_id uuid NOT NULL,
    "of" text[] NOT NULL,
    copied_at timestamptz NOT NULL,
    PRIMARY KEY (approval_id, person_id)
  )`,
  'CREATE INDEX approval_copy_by_person ON approval_copy (person_id, copied_at DESC, approval_id DESC)',
  'ALTER TABLE notice_rule DROP CONSTRAINT notice_rule_kind_check',
  `ALTER TABLE notice_rule ADD CONSTRAINT notice_rule_kind_check CHECK (kind IN ('waiting', 'reminder', 'escalated', 'decided', 'question', 'answer', 'copied'))`,
  `INSERT INTO notice_rule (type, kind, people) VALUES ('throughline.approval.copied.v1', 'copied', 'to')`,
];
