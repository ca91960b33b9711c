import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The kinds of approvals that policies declare: what a stand-in can be named for beside what services ask for themselves. */
export class ApprovalKinds1767070000000 implements MigrationInterface {
  readonly name = 'ApprovalKinds1767070000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE known_approval_kind (kind text PRIMARY KEY CHECK (kind <> ''))`);
    // What could be named until today goes on: the event of a policy that was published long ago is not kept for ever.
    await runner.query(
      `INSERT INTO known_approval_kind (kind)
       SELECT unnest(ARRAY['price-policy', 'order', 'contract', 'expense', 'registration', 'write-off', 'leave']) WHERE EXISTS (SELECT FROM person)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE known_approval_kind');
  }
}
