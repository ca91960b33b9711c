import { standardDunningPolicy } from '@throughline/policy/default-policies';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ladder a new company starts with; a changed one is a new version. */
export class FirstDunningPolicy1764100000001 implements MigrationInterface {
  readonly name = 'FirstDunningPolicy1764100000001';

  async up(runner: QueryRunner): Promise<void> {
    const { id, version } = standardDunningPolicy;
    await runner.query('INSERT INTO dunning_policy (id, version, document, created_at) VALUES ($1, $2, $3, now())', [
      id,
      version,
      JSON.stringify(standardDunningPolicy),
    ]);
  }

  async down(): Promise<void> {
    throw new Error('A policy that cases run on is not taken back; add a new version.');
  }
}
