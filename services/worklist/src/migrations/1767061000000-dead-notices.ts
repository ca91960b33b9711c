import { reader, wall } from '@throughline/persistence/row-reach';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Deliveries that were given up are looked at, sent again or dropped by whoever runs the system. */
export class DeadNotices1767061000000 implements MigrationInterface {
  readonly name = 'DeadNotices1767061000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('What was dropped is kept here; restore from a backup.');
  }
}

const statements = [
  // version: of facts about it. died_at: the wall clock, as its attempts are, to the millisecond.
  'ALTER TABLE notice_delivery ADD COLUMN version int NOT NULL DEFAULT 0, ADD COLUMN died_at timestamptz, DROP CONSTRAINT notice_delivery_state_check',
  `ALTER TABLE notice_delivery ADD CONSTRAINT notice_delivery_state_check CHECK (state IN ('waiting', 'sent', 'dead', 'dropped'))`,
  `UPDATE notice_delivery SET died_at = date_trunc('milliseconds', coalesce(retry_at, due_at)) WHERE state = 'dead'`,
  `CREATE INDEX notice_delivery_died ON notice_delivery (died_at, id) WHERE state = 'dead'`,
  'DROP POLICY reader ON notice_delivery',
  ...wall({ table: 'notice_delivery', kind: 'notice-delivery', or: `person_id = ${reader}` }),
];
