import type { MigrationInterface, QueryRunner } from 'typeorm';
import { neverDecreases } from '@throughline/persistence/platform-tables';
import { guards } from './collections-guards';

/** Customers who owe, payment plans, receipts and their allocations, collection cases and what was written to the customer. */
export class CollectionsSchema1764100000000 implements MigrationInterface {
  readonly name = 'CollectionsSchema1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...guards, ...['payment_plan', 'receipt', 'collection_case'].map(neverDecreases)]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('The first schema is not taken back; restore from a backup.');
  }
}

const tables = [
  // Orders everything that touches one customer's money: who locks this row may look, decide and write.
  `CREATE TABLE customer (
    account_id uuid PRIMARY KEY,
    name text NOT NULL,
    owner_id uuid NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    last_cycle int NOT NULL DEFAULT 0
  )`,
  `CREATE TABLE dunning_policy (
    id text NOT NULL,
    version int NOT NULL CHECK (version > 0),
    document jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (id, version)
  )`,
  `CREATE TABLE payment_plan (
    id uuid PRIMARY KEY,
    contract_id uuid NOT NULL UNIQUE,
    deal_id uuid NOT NULL,
    account_id uuid NOT NULL REFERENCES customer (account_id),
    owner_id uuid NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    currency char(3) NOT NULL,
    total numeric(19,4) NOT NULL CHECK (total > 0),
    terms jsonb NOT NULL,
    activated_on date NOT NULL,
    status text NOT NULL CHECK (status IN ('active', 'cancelled')),
    cancelled_on date,
    version int NOT NULL,
    created_at timestamptz NOT NULL,
    CHECK ((status = 'cancelled') = (cancelled_on IS NOT NULL)),
    UNIQUE (id, account_id, currency)
  )`,
  `CREATE INDEX payment_plan_by_owner ON payment_plan (org_path, id)`,
  `CREATE TABLE plan_line (
    id uuid PRIMARY KEY,
    plan_id uuid NOT NULL,
    account_id uuid NOT NULL,
    currency char(3) NOT NULL,
    no int NOT NULL CHECK (no > 0),
    label text NOT NULL,
    due_on date NOT NULL,
    amount numeric(19,4) NOT NULL CHECK (amount >= 0),
    cancelled numeric(19,4) NOT NULL DEFAULT 0 CHECK (cancelled >= 0),
    allocated numeric(19,4) NOT NULL DEFAULT 0 CHECK (allocated >= 0),
    outstanding numeric(19,4) GENERATED ALWAYS AS (amount - cancelled - allocated) STORED,
    CONSTRAINT plan_line_never_overpaid CHECK (allocated + cancelled <= amount),
    UNIQUE (plan_id, no),
    UNIQUE (id, account_id, currency),
    FOREIGN KEY (plan_id, account_id, currency) REFERENCES payment_plan (id, account_id, currency)
  )`,
  `CREATE INDEX plan_line_open ON plan_line (account_id, due_on, id) WHERE outstanding > 0`,
  // Orders allocations and reminders of one customer: the ledger check proves by it that nobody was reminded after payment.
  `CREATE SEQUENCE ledger_seq`,
  `CREATE TABLE receipt (
    id uuid PRIMARY KEY,
    bank_account text NOT NULL,
    bank_reference text NOT NULL,
    account_id uuid NOT NULL REFERENCES customer (account_id),
    currency char(3) NOT NULL,
    amount numeric(19,4) NOT NULL CHECK (amount > 0),
    received_on date NOT NULL,
    remittance text,
    allocated numeric(19,4) NOT NULL DEFAULT 0 CHECK (allocated >= 0),
    reversed numeric(19,4) NOT NULL DEFAULT 0 CHECK (reversed IN (0, amount)),
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    version int NOT NULL,
    CONSTRAINT receipt_never_overspent CHECK (allocated <= amount - reversed),
    CONSTRAINT receipt_once UNIQUE (bank_account, bank_reference),
    UNIQUE (id, account_id, currency)
  )`,
  `CREATE INDEX receipt_by_account ON receipt (account_id, id)`,
  `CREATE TABLE receipt_reversal (
    receipt_id uuid PRIMARY KEY REFERENCES receipt (id),
    amount numeric(19,4) NOT NULL CHECK (amount > 0),
    reason text NOT NULL,
    reversed_on date NOT NULL,
    reversed_by text NOT NULL,
    reversed_at timestamptz NOT NULL
  )`,
  // Account and currency stand in both foreign keys: money of one customer or currency cannot pay a line of another.
  `CREATE TABLE allocation (
    id uuid PRIMARY KEY,
    seq bigint NOT NULL UNIQUE DEFAULT nextval('ledger_seq'),
    receipt_id uuid NOT NULL,
    line_id uuid NOT NULL,
    account_id uuid NOT NULL,
    currency char(3) NOT NULL,
    amount numeric(19,4) NOT NULL CHECK (amount <> 0),
    undoes uuid UNIQUE REFERENCES allocation (id),
    booked_on date NOT NULL,
    allocated_by text NOT NULL,
    allocated_at timestamptz NOT NULL,
    CHECK ((undoes IS NULL) = (amount > 0)),
    FOREIGN KEY (receipt_id, account_id, currency) REFERENCES receipt (id, account_id, currency),
    FOREIGN KEY (line_id, account_id, currency) REFERENCES plan_line (id, account_id, currency)
  )`,
  `CREATE INDEX allocation_by_line ON allocation (line_id, seq)`,
  `CREATE INDEX allocation_by_receipt ON allocation (receipt_id, seq)`,
  `CREATE TABLE collection_case (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES customer (account_id),
    cycle int NOT NULL CHECK (cycle > 0),
    status text NOT NULL CHECK (status IN ('open', 'closed')),
    close_reason text CHECK (close_reason IN ('paid', 'cancelled')),
    policy_id text NOT NULL,
    policy_version int NOT NULL,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    facts int NOT NULL DEFAULT 0,
    version int NOT NULL,
    CHECK ((status = 'closed') = (closed_at IS NOT NULL AND close_reason IS NOT NULL)),
    UNIQUE (account_id, cycle),
    FOREIGN KEY (policy_id, policy_version) REFERENCES dunning_policy (id, version)
  )`,
  `CREATE UNIQUE INDEX collection_case_one_open ON collection_case (account_id) WHERE status = 'open'`,
  // One letter for all lines of the customer, in one currency.
  `CREATE TABLE dunning_letter (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES collection_case (id),
    account_id uuid NOT NULL,
    asked_version int NOT NULL,
    step text NOT NULL,
    level int NOT NULL,
    opens_task boolean NOT NULL,
    currency char(3) NOT NULL,
    outstanding numeric(19,4) NOT NULL CHECK (outstanding > 0),
    because jsonb NOT NULL,
    line_ids uuid[] NOT NULL CHECK (cardinality(line_ids) > 0),
    sent_at timestamptz NOT NULL
  )`,
  `CREATE INDEX dunning_letter_by_case ON dunning_letter (case_id, id)`,
  `CREATE TABLE reminder (
    line_id uuid NOT NULL REFERENCES plan_line (id),
    step text NOT NULL,
    seq bigint NOT NULL UNIQUE DEFAULT nextval('ledger_seq'),
    letter_id uuid NOT NULL REFERENCES dunning_letter (id),
    sent_at timestamptz NOT NULL,
    PRIMARY KEY (line_id, step)
  )`,
  // A reminder that was asked for and found nothing to remind of; one row for each version of the case.
  `CREATE TABLE reminder_suppressed (
    case_id uuid NOT NULL REFERENCES collection_case (id),
    asked_version int NOT NULL,
    reason text NOT NULL,
    suppressed_at timestamptz NOT NULL,
    PRIMARY KEY (case_id, asked_version)
  )`,
];
