import { duplicateApprovalPolicy } from '@throughline/policy/default-policies';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who decides whether a company may be entered that somebody else seems to own; changed rules are a new version. */
export class DuplicateApprovalPolicy1764230000000 implements MigrationInterface {
  readonly name = 'DuplicateApprovalPolicy1764230000000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, version, subject } = duplicateApprovalPolicy;
    await runner.query('INSERT INTO approval_policy (id, version, subject, document, created_at) VALUES ($1, $2, $3, $4, now())', [
      id,
      version,
      subject,
      JSON.stringify(duplicateApprovalPolicy),
    ]);
  }

  async down(): Promise<void> {
    throw new Error('A policy that requests are pinned to is not taken back; add a new version.');
  }
}
