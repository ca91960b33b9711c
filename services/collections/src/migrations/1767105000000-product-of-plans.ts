import { changedWall } from '@throughline/persistence/row-reach';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A plan says what its contract is about: whose role is narrowed to products reads theirs, whatever a query forgets. */
export class ProductOfPlans1767105000000 implements MigrationInterface {
  readonly name = 'ProductOfPlans1767105000000';

  async up(runner: QueryRunner): Promise<void> {
    // Null where the contract came into force before contracts told it: it lies outside of every product.
    await runner.query('ALTER TABLE payment_plan ADD COLUMN product text');
    await runner.query(changedWall({ table: 'payment_plan', kind: 'plan', owner: 'owner_id', path: 'org_path', said: { product: 'product' } }));
  }

  async down(): Promise<void> {
    throw new Error('A wall is not taken down by a migration; see docs/adr/0014.');
  }
}
