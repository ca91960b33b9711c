import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pools take business types, and a form may leave it to these which pool its leads enter. */
export class PoolTakes1764460400000 implements MigrationInterface {
  readonly name = 'PoolTakes1764460400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Forms without a pool would be lost; restore from a backup.');
  }
}

const statements = [
  // Of open pools of one unit no two take the same type; PoolRepository.requireUntaken holds that by a lock.
  `ALTER TABLE pool ADD COLUMN takes text[] NOT NULL DEFAULT '{}'`,
  'ALTER TABLE lead_form ALTER COLUMN pool_id DROP NOT NULL',
  // The unit of who opened it: of a form without a pool, that from which the nearest is looked for.
  'ALTER TABLE lead_form ADD COLUMN org_path text',
  'ALTER TABLE lead_form ADD CONSTRAINT lead_form_leads_go_somewhere CHECK (pool_id IS NOT NULL OR org_path IS NOT NULL)',
];
