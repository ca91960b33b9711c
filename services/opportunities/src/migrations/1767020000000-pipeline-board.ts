import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Deals that still move, by stage: a board shows these and never reads through those of past years. */
export class PipelineBoard1767020000000 implements MigrationInterface {
  readonly name = 'PipelineBoard1767020000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE opportunity DROP COLUMN finished_at');
  }
}

const statements = [
  "ALTER TABLE opportunity ADD COLUMN finished_at timestamptz CHECK (finished_at IS NULL OR status = 'won')",
  `UPDATE opportunity SET finished_at = m.met_at FROM opportunity_milestone m
   WHERE m.opportunity_id = opportunity.id AND m.key = 'accepted' AND opportunity.status = 'won' AND opportunity.stage = 'implementation'`,
  "CREATE INDEX opportunity_board ON opportunity (pipeline, stage, stage_entered_at, id) WHERE status <> 'lost' AND finished_at IS NULL",
];
