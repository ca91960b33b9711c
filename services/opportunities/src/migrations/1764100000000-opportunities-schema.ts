import { neverDecreases } from '@throughline/persistence/platform-tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OpportunitiesSchema1764100000000 implements MigrationInterface {
  readonly name = 'OpportunitiesSchema1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Opportunities are never dropped.');
  }
}

const statements = [
  `CREATE TABLE opportunity (
     id uuid PRIMARY KEY,
     lead_id uuid UNIQUE,
     account_id uuid NOT NULL,
     account_name text NOT NULL,
     contact_id uuid,
     owner_id uuid NOT NULL,
     org_path text COLLATE "C" NOT NULL,
     pipeline text NOT NULL,
     product text NOT NULL,
     list_amount numeric(19,4) NOT NULL CHECK (list_amount >= 0),
     amount numeric(19,4) NOT NULL CHECK (amount >= 0 AND amount <= list_amount),
     currency char(3) NOT NULL,
     discount_percent numeric(6,2) NOT NULL CHECK (discount_percent >= 0 AND discount_percent < 100),
     expected_close_on date NOT NULL,
     status text NOT NULL CHECK (status IN ('open', 'won', 'lost')),
     stage text NOT NULL,
     stage_entered_at timestamptz NOT NULL,
     cycle integer NOT NULL,
     terms jsonb,
     lost_reason text,
     lost_note text,
     reopen_key text,
     opened_at timestamptz NOT NULL,
     closed_at timestamptz,
     sequence integer NOT NULL,
     version integer NOT NULL,
     CONSTRAINT opportunity_lost_has_reason CHECK ((status = 'lost') = (lost_reason IS NOT NULL)),
     CONSTRAINT opportunity_won_has_terms CHECK (status <> 'won' OR (terms IS NOT NULL AND cycle > 0)),
     CONSTRAINT opportunity_closed CHECK ((status = 'open') = (closed_at IS NULL))
   )`,
  neverDecreases('opportunity'),
  'CREATE INDEX opportunity_list ON opportunity (opened_at DESC, id DESC)',
  'CREATE INDEX opportunity_owner ON opportunity (owner_id, opened_at DESC, id DESC)',
  'CREATE INDEX opportunity_path ON opportunity (org_path, opened_at DESC, id DESC)',
  `CREATE TABLE opportunity_milestone (
     opportunity_id uuid NOT NULL REFERENCES opportunity,
     key text NOT NULL,
     evidence text NOT NULL,
     met_by text NOT NULL,
     met_at timestamptz NOT NULL,
     PRIMARY KEY (opportunity_id, key)
   )`,
  `CREATE TABLE stage_period (
     id uuid PRIMARY KEY,
     opportunity_id uuid NOT NULL REFERENCES opportunity,
     stage text NOT NULL,
     entered_at timestamptz NOT NULL,
     left_at timestamptz CHECK (left_at >= entered_at),
     soon_at timestamptz,
     overdue_at timestamptz
   )`,
  'CREATE UNIQUE INDEX stage_period_present ON stage_period (opportunity_id) WHERE left_at IS NULL',
  'CREATE INDEX stage_period_history ON stage_period (opportunity_id, entered_at)',
  `CREATE TABLE discount_request (
     id uuid PRIMARY KEY,
     opportunity_id uuid NOT NULL REFERENCES opportunity,
     percent numeric(6,2) NOT NULL CHECK (percent > 0 AND percent < 100),
     reason text NOT NULL,
     requested_by text NOT NULL,
     requested_at timestamptz NOT NULL,
     status text NOT NULL CHECK (status IN ('requested', 'granted', 'refused', 'lapsed', 'withdrawn')),
     concluded_at timestamptz,
     CHECK ((status = 'requested') = (concluded_at IS NULL))
   )`,
  "CREATE UNIQUE INDEX discount_request_open ON discount_request (opportunity_id) WHERE status = 'requested'",
  'CREATE INDEX discount_request_history ON discount_request (opportunity_id, requested_at)',
  `CREATE TABLE deal (
     id uuid PRIMARY KEY,
     sequence integer NOT NULL,
     state jsonb NOT NULL,
     story_over boolean NOT NULL DEFAULT false,
     updated_at timestamptz NOT NULL
   )`,
  'CREATE INDEX deal_open ON deal (id) WHERE NOT story_over',
  `CREATE TABLE deal_fact (
     arrived bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
     deal_id uuid NOT NULL REFERENCES deal,
     key text NOT NULL,
     fact jsonb NOT NULL,
     released_at timestamptz,
     PRIMARY KEY (deal_id, key)
   )`,
  'CREATE INDEX deal_fact_waiting ON deal_fact (deal_id, arrived) WHERE released_at IS NULL',
  "CREATE INDEX deal_fact_receipt ON deal_fact ((fact->>'receiptId')) WHERE fact->>'type' = 'money-received'",
];
