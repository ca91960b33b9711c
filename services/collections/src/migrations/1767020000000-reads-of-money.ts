import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What customers call a contract, and the ways by which money is read: by the deal, by the day it is due, by the day it was booked. */
export class ReadsOfMoney1767020000000 implements MigrationInterface {
  readonly name = 'ReadsOfMoney1767020000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX payment_plan_by_deal, plan_line_by_due, allocation_by_day');
    await runner.query('ALTER TABLE payment_plan DROP COLUMN contract_number');
  }
}

const statements = [
  'ALTER TABLE payment_plan ADD COLUMN contract_number text',
  'CREATE INDEX payment_plan_by_deal ON payment_plan (deal_id)',
  'CREATE INDEX plan_line_by_due ON plan_line (due_on)',
  'CREATE INDEX allocation_by_day ON allocation (booked_on)',
];
