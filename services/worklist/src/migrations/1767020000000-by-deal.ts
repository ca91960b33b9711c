import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever reads a deal from its lead to its cash comes by the deal. */
export class ByDeal1767020000000 implements MigrationInterface {
  readonly name = 'ByDeal1767020000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX approval_request_deal ON approval_request (deal_id) WHERE deal_id IS NOT NULL');
    await runner.query('CREATE INDEX task_deal ON task (deal_id) WHERE deal_id IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX approval_request_deal, task_deal');
  }
}
