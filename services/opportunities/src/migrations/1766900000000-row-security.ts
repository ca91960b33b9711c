import { wall, wallOfPart } from '@throughline/persistence/row-reach';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Opportunities are read within the reader's reach, whatever a query forgets. */
export class RowSecurity1766900000000 implements MigrationInterface {
  readonly name = 'RowSecurity1766900000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('A wall is not taken down by a migration; see docs/adr/0014.');
  }
}

const statements = [
  ...wall({ table: 'opportunity', kind: 'opportunity', owner: 'owner_id', path: 'org_path' }),
  ...wallOfPart('opportunity_activity', 'opportunity_activity.opportunity_id', 'opportunity'),
  ...wallOfPart('discount_request', 'discount_request.opportunity_id', 'opportunity'),
];
