import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How people want to be told besides in the application, and what is on its way to them. */
export class NoticeDeliveries1766320000000 implements MigrationInterface {
  readonly name = 'NoticeDeliveries1766320000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE notice_delivery, notice_choice');
    await runner.query('ALTER TABLE notice DROP COLUMN planned');
  }
}

const statements = [
  // The secret is sealed by a key that is not in the database.
  'CREATE TABLE notice_choice (person_id uuid PRIMARY KEY, document jsonb NOT NULL, sealed_secret text, changed_at timestamptz NOT NULL)',
  // What was told before there were deliveries is not sent now.
  'ALTER TABLE notice ADD COLUMN planned boolean NOT NULL DEFAULT true',
  'ALTER TABLE notice ALTER COLUMN planned SET DEFAULT false',
  'CREATE INDEX notice_to_plan ON notice (made_at) WHERE NOT planned',
  // due_at: business time, by the person's choice. retry_at, leased_until: the wall clock, for they are about other machines.
  `CREATE TABLE notice_delivery (
    notice_id uuid NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
    channel text NOT NULL CHECK (channel IN ('mail', 'webhook')),
    person_id uuid NOT NULL,
    digest text CHECK (digest IN ('hourly', 'daily')),
    due_at timestamptz NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dead')),
    attempts int NOT NULL DEFAULT 0,
    retry_at timestamptz,
    leased_until timestamptz,
    error text,
    sent_at timestamptz,
    PRIMARY KEY (notice_id, channel)
  )`,
  `CREATE INDEX notice_delivery_due ON notice_delivery (due_at) WHERE state = 'waiting'`,
  `CREATE INDEX notice_delivery_dead ON notice_delivery (person_id) WHERE state = 'dead'`,
];
