import { extensionApprovalPolicy } from '@throughline/policy/default-policies';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who decides whether the owner of a lead gets more time; changed rules are a new version. */
export class ExtensionApprovalPolicy1764260000000 implements MigrationInterface {
  readonly name = 'ExtensionApprovalPolicy1764260000000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, version, subject } = extensionApprovalPolicy;
    await runner.query('INSERT INTO approval_policy (id, version, subject, document, created_at) VALUES ($1, $2, $3, $4, now())', [
      id,
      version,
      subject,
      JSON.stringify(extensionApprovalPolicy),
    ]);
  }

  async down(): Promise<void> {
    throw new Error('A policy that requests are pinned to is not taken back; add a new version.');
  }
}
