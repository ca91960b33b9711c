import { inUnits, reachOver, wall } from '@throughline/persistence/row-reach';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Plans, receipts and collection cases are read within the reader's reach, whatever a query forgets. */
export class RowSecurity1766900000000 implements MigrationInterface {
  readonly name = 'RowSecurity1766900000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('A wall is not taken down by a migration; see docs/adr/0014.');
  }
}

// A case is its customer's, who has an owner.
const customer = `EXISTS (SELECT FROM customer AS c WHERE c.account_id = collection_case.account_id AND (c.owner_id = ${reachOver('dunning', 'own')}::uuid
  OR ${inUnits('dunning', 'c.org_path')}))`;

const statements = [
  ...wall({ table: 'payment_plan', kind: 'plan', owner: 'owner_id', path: 'org_path' }),
  ...wall({ table: 'receipt', kind: 'receipt' }),
  ...wall({ table: 'collection_case', kind: 'dunning', or: customer }),
];
