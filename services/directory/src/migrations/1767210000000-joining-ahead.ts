import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Somebody who joins on a day that lies ahead: his first position is planned, and he is not active until then. */
export class JoiningAhead1767210000000 implements MigrationInterface {
  readonly name = 'JoiningAhead1767210000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE planned_position DROP CONSTRAINT planned_position_kind_check');
    await runner.query(`ALTER TABLE planned_position ADD CONSTRAINT planned_position_kind_check CHECK (kind IN ('main', 'beside', 'end', 'join'))`);
    await runner.query(`CREATE UNIQUE INDEX planned_position_join ON planned_position (person_id) WHERE kind = 'join' AND status = 'planned'`);
  }

  async down(): Promise<void> {
    throw new Error('Who is to join would be forgotten; restore from a backup.');
  }
}
