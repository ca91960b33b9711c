import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Deals and contracts of a customer say which unit they belong to, so that who sees the customer sees of them what he may see. */
export class PathsOfDeals1767090000000 implements MigrationInterface {
  readonly name = 'PathsOfDeals1767090000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['account_deal', 'account_contract']) {
      // Empty where nothing was ever told of the owner: then only he sees it, and who sees all.
      await runner.query(`ALTER TABLE ${table} ADD COLUMN org_path text COLLATE "C"`);
      await runner.query(`UPDATE ${table} SET org_path = p.unit_path FROM known_person p WHERE p.id = ${table}.owner_id`);
    }
  }

  async down(): Promise<void> {
    throw new Error('The paths are told once, by events that are not told again.');
  }
}
