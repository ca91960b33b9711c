import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For the one who writes one deadline in a statement with other things: he knows beforehand whether the clock has to be told. */
export class HeldBook1767040000000 implements MigrationInterface {
  readonly name = 'HeldBook1767040000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(holdBook);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION hold_book(text)');
  }
}

/**
 * Holds a book of deadlines, shared, until the transaction ends, and then looks until when its clock sleeps; no row when nobody registered the book. The
 * lock is that of libs/deadlines/src/deadline-sql.ts. A function because its second statement sees what was committed while the first one waited.
 */
const holdBook = `
  CREATE FUNCTION hold_book(asked text) RETURNS TABLE (asleep boolean, sleeping_until timestamptz) LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('deadline:' || current_schema() || ':' || asked, 0));
    RETURN QUERY SELECT b.asleep, b.sleeping_until FROM clock_book AS b WHERE b.book = asked;
  END $$`;
