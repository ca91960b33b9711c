import { neverDecreases } from '@throughline/persistence/platform-tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ContractsSchema1764100000000 implements MigrationInterface {
  readonly name = 'ContractsSchema1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Contracts are never dropped.');
  }
}

const statements = [
  'CREATE SEQUENCE contract_number',
  `CREATE TABLE contract (
     id uuid PRIMARY KEY,
     number text NOT NULL UNIQUE,
     deal_id uuid NOT NULL,
     cycle integer NOT NULL CHECK (cycle > 0),
     account_id uuid NOT NULL,
     account_name text NOT NULL,
     owner_id uuid NOT NULL,
     org_path text COLLATE "C" NOT NULL,
     product text NOT NULL,
     status text NOT NULL CHECK (status IN ('draft', 'in-review', 'returned', 'approved', 'signed', 'active', 'refused', 'terminated')),
     reason text,
     current_version integer NOT NULL CHECK (current_version > 0),
     drafted_at timestamptz NOT NULL,
     signed_at timestamptz,
     activated_at timestamptz,
     sequence integer NOT NULL,
     version integer NOT NULL,
     CONSTRAINT contract_one_for_each_win UNIQUE (deal_id, cycle),
     CONSTRAINT contract_signed CHECK (status NOT IN ('signed', 'active', 'terminated') OR signed_at IS NOT NULL),
     CONSTRAINT contract_active CHECK (status <> 'active' OR activated_at IS NOT NULL)
   )`,
  neverDecreases('contract'),
  'CREATE INDEX contract_list ON contract (drafted_at DESC, id DESC)',
  'CREATE INDEX contract_owner ON contract (owner_id, drafted_at DESC, id DESC)',
  'CREATE INDEX contract_path ON contract (org_path, drafted_at DESC, id DESC)',
  "CREATE INDEX contract_in_review ON contract (id) WHERE status = 'in-review'",
  `CREATE TABLE contract_version (
     contract_id uuid NOT NULL REFERENCES contract,
     no integer NOT NULL CHECK (no > 0),
     amount numeric(19,4) NOT NULL CHECK (amount >= 0),
     currency char(3) NOT NULL,
     terms jsonb NOT NULL,
     clauses text NOT NULL,
     document text NOT NULL,
     document_hash text NOT NULL CHECK (document_hash ~ '^[0-9a-f]{64}$'),
     changed text[] NOT NULL,
     created_by text NOT NULL,
     created_at timestamptz NOT NULL,
     review_requested_by text,
     PRIMARY KEY (contract_id, no)
   )`,
  `CREATE TABLE contract_leg_decision (
     contract_id uuid NOT NULL,
     version integer NOT NULL,
     leg text NOT NULL,
     outcome text NOT NULL CHECK (outcome IN ('approved', 'returned')),
     decided_by text NOT NULL,
     comment text,
     decided_at timestamptz NOT NULL,
     PRIMARY KEY (contract_id, version, leg),
     FOREIGN KEY (contract_id, version) REFERENCES contract_version (contract_id, no)
   )`,
  `CREATE TABLE contract_signature (
     contract_id uuid NOT NULL,
     side text NOT NULL CHECK (side IN ('ours', 'theirs')),
     version_no integer NOT NULL,
     signatory text NOT NULL,
     document_hash text NOT NULL,
     recorded_by text NOT NULL,
     signed_at timestamptz NOT NULL,
     PRIMARY KEY (contract_id, side),
     FOREIGN KEY (contract_id, version_no) REFERENCES contract_version (contract_id, no)
   )`,
];
