import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when the legs of a review are asked: their clocks are counted from there. */
export class ReviewRequestedAt1767020000000 implements MigrationInterface {
  readonly name = 'ReviewRequestedAt1767020000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE contract_version ADD COLUMN review_requested_at timestamptz');
    // Asked for before: the trail knows when.
    await runner.query(`UPDATE contract_version v SET review_requested_at = asked.at
      FROM (SELECT aggregate_id, (data->>'version')::int AS no, max(at) AS at FROM audit WHERE type = 'throughline.contract.review-requested.v1' GROUP BY 1, 2) asked
      WHERE asked.aggregate_id = v.contract_id::text AND asked.no = v.no`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE contract_version DROP COLUMN review_requested_at');
  }
}
