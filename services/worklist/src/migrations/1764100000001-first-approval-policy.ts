import { discountApprovalPolicy } from '@throughline/policy/default-policies';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The approval rules a new company starts with; changed ones are a new version. */
export class FirstApprovalPolicy1764100000001 implements MigrationInterface {
  readonly name = 'FirstApprovalPolicy1764100000001';

  async up(runner: QueryRunner): Promise<void> {
    const { id, version, subject } = discountApprovalPolicy;
    await runner.query('INSERT INTO approval_policy (id, version, subject, document, created_at) VALUES ($1, $2, $3, $4, now())', [
      id,
      version,
      subject,
      JSON.stringify(discountApprovalPolicy),
    ]);
  }

  async down(): Promise<void> {
    throw new Error('A policy that requests are pinned to is not taken back; add a new version.');
  }
}
