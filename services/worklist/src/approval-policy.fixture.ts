import { approvalPolicySchema, type ApprovalPolicyDocument } from '@throughline/policy/approval-policy';
import type { TestDatabase } from '@throughline/testing/test-database';

/** A policy for requests of a kind straight into the table, in force since the beginning of the year. */
export async function layPolicy(database: TestDatabase, subject: string, legs: ApprovalPolicyDocument['legs'], more: Partial<ApprovalPolicyDocument> = {}): Promise<void> {
  const header = { kind: 'approval' as const, id: subject, version: 1, effectiveFrom: '2026-01-01', author: 'test', reason: 'test' };
  const document = approvalPolicySchema.parse({ ...header, subject, legs, fallbackRole: 'sales-head', ...more });
  await database.query('INSERT INTO approval_policy (id, version, subject, document, created_at) VALUES ($1, 1, $1, $2, now())', [subject, JSON.stringify(document)]);
}
