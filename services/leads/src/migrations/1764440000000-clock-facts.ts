import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the clock of a lead needs to know of the deals and contracts of its customer. */
export class ClockFacts1764440000000 implements MigrationInterface {
  readonly name = 'ClockFacts1764440000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('What was heard of deals and contracts would be lost; restore from a backup.');
  }
}

const statements = [
  // The stages that a deal is at or past. Of what was heard before only the present one is known.
  `ALTER TABLE account_deal ADD COLUMN passed text[] NOT NULL DEFAULT '{}'`,
  'UPDATE account_deal SET passed = ARRAY[stage]',
  'ALTER TABLE account_deal ALTER COLUMN passed DROP DEFAULT',
  // When the term of a contract will be over; when it was.
  'ALTER TABLE account_contract ADD COLUMN ends_at timestamptz, ADD COLUMN ended_at timestamptz',
  `ALTER TABLE account_contract DROP CONSTRAINT account_contract_status_check,
     ADD CONSTRAINT account_contract_status_check CHECK (status IN ('draft', 'in-review', 'signed', 'active', 'refused', 'terminated', 'ended'))`,
  'DROP INDEX account_contract_owner',
  `CREATE INDEX account_contract_owner ON account_contract (owner_id) WHERE status NOT IN ('refused', 'terminated', 'ended')`,
];
