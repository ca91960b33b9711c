import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long a contract runs, when it ended, and what was done about it with the customer. */
export class ContractTerm1764440000000 implements MigrationInterface {
  readonly name = 'ContractTerm1764440000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Terms of contracts would be lost; restore from a backup.');
  }
}

const statements = [
  'ALTER TABLE contract_version ADD COLUMN starts_on date, ADD COLUMN ends_on date, ADD CHECK (starts_on <= ends_on)',
  'ALTER TABLE contract ADD COLUMN ended_at timestamptz',
  `ALTER TABLE contract DROP CONSTRAINT contract_status_check,
     ADD CONSTRAINT contract_status_check CHECK (status IN ('draft', 'in-review', 'returned', 'approved', 'signed', 'active', 'refused', 'terminated', 'ended')),
     DROP CONSTRAINT contract_signed,
     ADD CONSTRAINT contract_signed CHECK (status NOT IN ('signed', 'active', 'terminated', 'ended') OR signed_at IS NOT NULL),
     DROP CONSTRAINT contract_active,
     ADD CONSTRAINT contract_active CHECK (status NOT IN ('active', 'ended') OR activated_at IS NOT NULL),
     ADD CONSTRAINT contract_ended CHECK (status <> 'ended' OR ended_at IS NOT NULL)`,
  `CREATE TABLE contract_activity (
     id uuid PRIMARY KEY,
     contract_id uuid NOT NULL REFERENCES contract,
     person_id text NOT NULL,
     kind text NOT NULL,
     minutes integer CHECK (minutes >= 0),
     note text,
     occurred_at timestamptz NOT NULL
   )`,
  'CREATE INDEX contract_activity_latest ON contract_activity (contract_id, occurred_at DESC, id DESC)',
];
