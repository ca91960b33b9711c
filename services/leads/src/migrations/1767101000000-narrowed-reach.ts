import { changedWall, openToReader, reachOver } from '@throughline/persistence/row-reach';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose role is narrowed reads the leads that it is narrowed to, whatever a query forgets. */
export class NarrowedReach1767101000000 implements MigrationInterface {
  readonly name = 'NarrowedReach1767101000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(changedWall({ table: 'lead', kind: 'lead', owner: 'owner_id', path: 'org_path', said, or: free }));
  }

  async down(): Promise<void> {
    throw new Error('A wall is not taken down by a migration; see docs/adr/0014.');
  }
}

const said = { region: 'region', businessType: 'business_type', product: 'product' };
const unit = `(SELECT reach_part('unit'))`;
// As before, and only such as the reader's roles take in.
const free = `status = 'available' AND ${reachOver('lead', 'own')} IS NOT NULL AND (starts_with(${unit}, org_path) OR starts_with(org_path, ${unit})) AND ${openToReader('lead', said)}`;
