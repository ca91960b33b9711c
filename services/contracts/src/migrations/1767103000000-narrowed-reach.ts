import { changedWall } from '@throughline/persistence/row-reach';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose role is narrowed to products reads their contracts, whatever a query forgets. */
export class NarrowedReach1767103000000 implements MigrationInterface {
  readonly name = 'NarrowedReach1767103000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(changedWall({ table: 'contract', kind: 'contract', owner: 'owner_id', path: 'org_path', said: { product: 'product' } }));
  }

  async down(): Promise<void> {
    throw new Error('A wall is not taken down by a migration; see docs/adr/0014.');
  }
}
