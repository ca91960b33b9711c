import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A decision that was made by a link of a mail names it, so that no link counts twice; the link cannot be made of the name. */
export class DecisionLinks1766330000000 implements MigrationInterface {
  readonly name = 'DecisionLinks1766330000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE task_decision ADD COLUMN link text UNIQUE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE task_decision DROP COLUMN link');
  }
}
