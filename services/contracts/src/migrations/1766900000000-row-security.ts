import { wall, wallOfPart } from '@throughline/persistence/row-reach';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Contracts are read within the reader's reach, whatever a query forgets. */
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
  ...wall({ table: 'contract', kind: 'contract', owner: 'owner_id', path: 'org_path' }),
  ...wallOfPart('contract_version', 'contract_version.contract_id', 'contract'),
  ...wallOfPart('contract_activity', 'contract_activity.contract_id', 'contract'),
];
