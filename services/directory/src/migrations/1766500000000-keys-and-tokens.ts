import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys that access tokens are signed with, and API keys of programs. All by the wall clock: sign-in does not follow business time. */
export class KeysAndTokens1766500000000 implements MigrationInterface {
  readonly name = 'KeysAndTokens1766500000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('API keys are in use elsewhere; restore from a backup.');
  }
}

const statements = [
  // The one that signs is the last whose time has come; a later one is published already and signs when it comes.
  `CREATE TABLE signing_key (
    id uuid PRIMARY KEY,
    kid text NOT NULL UNIQUE,
    public_key jsonb NOT NULL CHECK (NOT public_key ? 'd'),
    private_key text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    signs_from timestamptz NOT NULL,
    withdrawn_at timestamptz,
    withdrawn_by text,
    CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL))
  )`,
  `CREATE TABLE api_key (
    id uuid PRIMARY KEY,
    prefix text NOT NULL UNIQUE,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    owner_id uuid NOT NULL REFERENCES person (id),
    name text NOT NULL,
    may text[] NOT NULL CHECK (cardinality(may) > 0),
    made_by text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_by text,
    revoked_at timestamptz,
    version int NOT NULL DEFAULT 1,
    CHECK (expires_at > made_at),
    CHECK ((revoked_by IS NULL) = (revoked_at IS NULL))
  )`,
  'CREATE INDEX api_key_owner ON api_key (owner_id, id)',
];
