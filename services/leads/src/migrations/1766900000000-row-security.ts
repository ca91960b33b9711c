import { reachOver, wall, wallOfPart } from '@throughline/persistence/row-reach';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Leads and accounts are read within the reader's reach, whatever a query forgets. */
export class RowSecurity1766900000000 implements MigrationInterface {
  readonly name = 'RowSecurity1766900000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('A wall is not taken down by a migration; see docs/adr/0014.');
  }
}

const unit = `(SELECT reach_part('unit'))`;
// A free lead lies open to the people of its pool's unit, of those below it, and to the line above it.
const free = `status = 'available' AND ${reachOver('lead', 'own')} IS NOT NULL AND (starts_with(${unit}, org_path) OR starts_with(org_path, ${unit}))`;
// Whoever is or was in the team: how long he is in it, business time says, which the views look at.
const team = `EXISTS (SELECT FROM account_team AS t WHERE t.account_id = account.id AND t.person_id = ${reachOver('account', 'own')}::uuid)`;

const statements = [
  ...wall({ table: 'lead', kind: 'lead', owner: 'owner_id', path: 'org_path', or: free }),
  ...wall({ table: 'account', kind: 'account', owner: 'owner_id', path: 'org_path', or: team }),
  // What happened to a record that was merged is seen with the one that it was merged into.
  ...wallOfPart('activity', 'standing_lead(activity.lead_id)', 'lead'),
  ...['contact', 'account_visit', 'account_deal', 'account_contract', 'account_receipt'].flatMap((part) => wallOfPart(part, `standing_account(${part}.account_id)`, 'account')),
];
