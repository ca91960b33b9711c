import type { MigrationInterface, QueryRunner } from 'typeorm';

/** That nobody is near a lead that comes in is found out by less. */
export class NobodyNear1764460100000 implements MigrationInterface {
  readonly name = 'NobodyNear1764460100000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('The service does not run without this function; restore from a backup.');
  }
}

const statements = [
  /**
   * As before, but locks by one statement, and looks for no more than whether a block is there: a record that shares one is looked at in full by the longer
   * way that follows.
   */
  `CREATE OR REPLACE FUNCTION nobody_near(asked bigint[]) RETURNS boolean LANGUAGE plpgsql
   -- A plan that was made while the table was small reads it from end to end for ever after.
   SET enable_seqscan = off
   AS $$
   BEGIN
     PERFORM pg_advisory_xact_lock_shared(4230, 0);
     PERFORM pg_advisory_xact_lock(4231, k) FROM (SELECT DISTINCT (block & 2147483647)::int AS k FROM unnest(asked) AS a(block) ORDER BY k) AS keys;
     IF EXISTS (SELECT FROM duplicate_block AS b WHERE b.block = ANY (asked)) THEN
       RAISE EXCEPTION 'another record shares a block with this one' USING ERRCODE = 'unique_violation', CONSTRAINT = 'nobody_near';
     END IF;
     RETURN true;
   END $$`,
];
