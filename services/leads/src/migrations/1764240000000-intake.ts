import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where leads come from, for ever; their class and score; public forms; imports that go on after a crash. */
export class Intake1764240000000 implements MigrationInterface {
  readonly name = 'Intake1764240000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('The origin of leads is kept for ever. Restore from a backup.');
  }
}

const statements = [
  `ALTER TABLE lead
    ADD COLUMN IF NOT EXISTS channel text NOT NULL DEFAULT 'api'
      CONSTRAINT lead_channel CHECK (channel IN ('web', 'api', 'import', 'email', 'telephone', 'event', 'partner')),
    -- Who sent it: a partner, a customer.
    ADD COLUMN IF NOT EXISTS referrer text,
    ADD COLUMN IF NOT EXISTS form_id uuid,
    -- ISO 3166-1; null where the country is not recognised.
    ADD COLUMN IF NOT EXISTS country_code char(2),
    ADD COLUMN IF NOT EXISTS region text,
    ADD COLUMN IF NOT EXISTS business_type text,
    ADD COLUMN IF NOT EXISTS tags text[] NOT NULL DEFAULT '{}',
    ADD COLUMN IF NOT EXISTS score int,
    ADD COLUMN IF NOT EXISTS grade text,
    -- The score is explained by the rules that held and the version of the policy that has them.
    ADD COLUMN IF NOT EXISTS score_rules text[] NOT NULL DEFAULT '{}',
    ADD COLUMN IF NOT EXISTS score_version int,
    ADD COLUMN IF NOT EXISTS expected_close_on date,
    ADD COLUMN IF NOT EXISTS likelihood int`,
  `ALTER TABLE lead
    ADD CONSTRAINT lead_score_range CHECK (score BETWEEN 0 AND 100),
    ADD CONSTRAINT lead_grade_known CHECK (grade IN ('A', 'B', 'C', 'D')),
    ADD CONSTRAINT lead_likelihood_percent CHECK (likelihood BETWEEN 0 AND 100)`,
  `UPDATE lead SET channel = 'import' WHERE import_id IS NOT NULL`,
  // What a lead earns in the end is credited to where it came from, so that never changes, whoever writes. Costs nothing where these are not set.
  `CREATE FUNCTION keep_lead_origin() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION 'channel, source, campaign and referrer of lead % are kept for ever', OLD.id USING ERRCODE = '23514', CONSTRAINT = 'lead_origin_for_ever';
   END $$`,
  `CREATE TRIGGER lead_origin_for_ever BEFORE UPDATE OF channel, source, campaign, referrer, form_id ON lead FOR EACH ROW
   WHEN ((NEW.channel, NEW.source, NEW.campaign, NEW.referrer, NEW.form_id) IS DISTINCT FROM (OLD.channel, OLD.source, OLD.campaign, OLD.referrer, OLD.form_id))
   EXECUTE FUNCTION keep_lead_origin()`,

  `CREATE TABLE lead_form (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    -- Stands in the page of the form; names it, and is no secret.
    public_key text NOT NULL UNIQUE,
    allowed_origins text[] NOT NULL CHECK (cardinality(allowed_origins) > 0),
    fields jsonb NOT NULL,
    source text NOT NULL,
    campaign text,
    business_type text,
    tags text[] NOT NULL DEFAULT '{}',
    pool_id uuid NOT NULL REFERENCES pool (id),
    captcha_required boolean NOT NULL,
    -- A field that people do not see; who fills it in is no human.
    trap_field text NOT NULL,
    phone_country char(2) NOT NULL,
    per_minute int NOT NULL CHECK (per_minute > 0),
    per_address_per_minute int NOT NULL CHECK (per_address_per_minute > 0),
    status text NOT NULL CHECK (status IN ('open', 'closed')),
    opened_by text NOT NULL,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    version int NOT NULL,
    CONSTRAINT lead_form_closed_when CHECK ((status = 'closed') = (closed_at IS NOT NULL))
  )`,
  // What became of each sending. The sender is told the same for all of them, or he would learn who is a customer.
  `CREATE TABLE lead_form_entry (
    id uuid PRIMARY KEY,
    form_id uuid NOT NULL REFERENCES lead_form (id),
    received_at timestamptz NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('created', 'known', 'trapped', 'refused')),
    lead_id uuid,
    -- Why it was refused.
    code text
  )`,
  'CREATE INDEX lead_form_entry_form ON lead_form_entry (form_id, id)',
  // Sendings of a form, and of one address to it, by minute of the wall clock. Of an address only a hash, and only for minutes. May be lost in a crash.
  `CREATE UNLOGGED TABLE lead_form_rate (
    form_id uuid NOT NULL,
    sender text NOT NULL,
    minute timestamptz NOT NULL,
    sent int NOT NULL,
    PRIMARY KEY (form_id, sender, minute)
  )`,

  // Each time an import is taken up again its turn rises; who writes for a former turn is refused.
  'ALTER TABLE lead_import ADD COLUMN turn int NOT NULL DEFAULT 1',
  `CREATE INDEX lead_import_unfinished ON lead_import (file_sha256, started_by) WHERE status <> 'completed'`,
];
