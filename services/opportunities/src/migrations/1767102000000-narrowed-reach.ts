import { changedWall } from '@throughline/persistence/row-reach';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose role is narrowed to products reads their opportunities, whatever a query forgets. */
export class NarrowedReach1767102000000 implements MigrationInterface {
  readonly name = 'NarrowedReach1767102000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(changedWall({ table: 'opportunity', kind: 'opportunity', owner: 'owner_id', path: 'org_path', said: { product: 'product' } }));
  }

  async down(): Promise<void> {
    throw new Error('A wall is not taken down by a migration; see docs/adr/0014.');
  }
}
