import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Extensions that owners ask for, and leads of customers. */
export class Ownership1764260000000 implements MigrationInterface {
  readonly name = 'Ownership1764260000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Requests that wait for an approval would be lost; restore from a backup.');
  }
}

const statements = [
  `CREATE TABLE extension_request (
    id uuid PRIMARY KEY,
    lead_id uuid NOT NULL REFERENCES lead (id),
    requester_id uuid NOT NULL,
    -- The start of the ownership that it is for: a later one gains nothing by it.
    claimed_at timestamptz NOT NULL,
    -- The end that is to be put off, and by how many days.
    ends_at timestamptz NOT NULL,
    days int NOT NULL CHECK (days > 0),
    reason text NOT NULL,
    -- void: the ownership was over before the answer came.
    status text NOT NULL CHECK (status IN ('open', 'granted', 'refused', 'withdrawn', 'lapsed', 'void')),
    requested_at timestamptz NOT NULL,
    concluded_at timestamptz,
    CHECK ((status = 'open') = (concluded_at IS NULL))
  )`,
  // One at a time for each ownership.
  `CREATE UNIQUE INDEX extension_request_open ON extension_request (lead_id, claimed_at) WHERE status = 'open'`,
  // Open leads of customers: looked for with every fact of a deal.
  `CREATE INDEX lead_account ON lead (account_id, id) WHERE account_id IS NOT NULL AND status IN ('available', 'owned')`,
  // Who gets the reminders for administrators; none: the heads of sales of the pool's unit.
  `ALTER TABLE pool ADD COLUMN administrators uuid[] NOT NULL DEFAULT '{}'`,
];
