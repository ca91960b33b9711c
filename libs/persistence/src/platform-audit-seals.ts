import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The chain over the audit trail. A seal stands for a stretch of rows that no transaction can add to any more; it keeps the hash of each row, and
 * its own hash covers them and the seal before it. The trail itself is never written to again, so sealing costs those who write it nothing.
 */
export class AuditSeals1765100000000 implements MigrationInterface {
  readonly name = 'AuditSeals1765100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...chain, ...guards]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('The seals of the audit trail are never dropped: they prove that it is what was written.');
  }
}

const chain = [
  'ALTER TABLE audit DROP COLUMN previous_hash, DROP COLUMN hash',
  `CREATE TABLE audit_seal (
     no bigint PRIMARY KEY CHECK (no > 0),
     seqs bigint[] NOT NULL CHECK (cardinality(seqs) > 0),
     row_hashes bytea NOT NULL,
     previous_hash bytea NOT NULL UNIQUE CHECK (octet_length(previous_hash) = 32),
     hash bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
     sealed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     CHECK (octet_length(row_hashes) = 32 * cardinality(seqs))
   )`,
];

/** Rights alone do not bind the owner of the tables: he is stopped here as long as he does not mean it, and found out by the chain when he does. */
const guards = [
  `CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = '55000';
   END $$`,
  ...['audit', 'audit_seal'].map(
    (table) => `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()`,
  ),
];
