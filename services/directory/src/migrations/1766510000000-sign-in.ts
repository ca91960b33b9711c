import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Local accounts, the links that set their passwords, sessions of browsers, and who is who at the company's identity provider. By the wall clock. */
export class SignIn1766510000000 implements MigrationInterface {
  readonly name = 'SignIn1766510000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('People sign in with what is kept here; restore from a backup.');
  }
}

const statements = [
  // Without a password until the first link is followed. `failures` counts tries since the last that was right.
  `CREATE TABLE local_account (
    person_id uuid PRIMARY KEY REFERENCES person (id),
    password_hash text CHECK (password_hash LIKE '$argon2id$%'),
    failures int NOT NULL DEFAULT 0 CHECK (failures >= 0),
    locked_until timestamptz,
    version int NOT NULL
  )`,
  `CREATE TABLE password_link (
    token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
    person_id uuid NOT NULL REFERENCES local_account (person_id),
    given_by text NOT NULL,
    given_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz
  )`,
  'CREATE INDEX password_link_person ON password_link (person_id)',
  `CREATE TABLE session (
    id uuid PRIMARY KEY,
    secret_hash bytea NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    person_id uuid NOT NULL REFERENCES person (id),
    method text NOT NULL CHECK (method IN ('password', 'oidc')),
    opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- To the minute.
    seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ends_at timestamptz NOT NULL,
    ended_at timestamptz,
    version int NOT NULL DEFAULT 1
  )`,
  'CREATE INDEX session_person ON session (person_id, ends_at)',
  // From the first sign-in on it is the subject that counts: an address may be given to somebody else.
  `CREATE TABLE oidc_subject (
    issuer text NOT NULL,
    subject text NOT NULL,
    person_id uuid NOT NULL REFERENCES person (id),
    bound_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (issuer, subject),
    CONSTRAINT oidc_subject_person UNIQUE (issuer, person_id)
  )`,
];
