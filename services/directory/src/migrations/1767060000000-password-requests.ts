import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who has forgotten his password asks for a link by mail; whether somebody has that address is looked up afterwards. */
export class PasswordRequests1767060000000 implements MigrationInterface {
  readonly name = 'PasswordRequests1767060000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE password_request');
  }
}

const statements = [
  // By the wall clock. Kept for an hour, in which an address may ask so many times; never a link, which is made as its mail is sent.
  `CREATE TABLE password_request (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    email text NOT NULL CHECK (length(email) <= 320),
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'given-up')),
    attempts int NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL DEFAULT clock_timestamp()
  )`,
  'CREATE INDEX password_request_email ON password_request (email, asked_at)',
  `CREATE INDEX password_request_waiting ON password_request (next_at) WHERE state = 'waiting'`,
  'CREATE INDEX password_request_old ON password_request (asked_at)',
];
