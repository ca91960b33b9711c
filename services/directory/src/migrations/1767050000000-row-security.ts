import { inUnits, reader, wall, wallOfOneself, wallOfPart } from '@throughline/persistence/row-reach';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Absences, stand-ins and API keys are read within the reader's reach, whatever a query forgets; what signs people in, by nobody. */
export class RowSecurity1767050000000 implements MigrationInterface {
  readonly name = 'RowSecurity1767050000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('A wall is not taken down by a migration; see docs/adr/0014.');
  }
}

// What is a person's lies where he does.
const above = (table: string, kind: string) =>
  `EXISTS (SELECT FROM person AS p JOIN unit AS u ON u.id = p.unit_id WHERE p.id = ${table}.person_id AND ${inUnits(kind, 'u.path')})`;

const statements = [
  ...wall({ table: 'absence', kind: 'absence', owner: 'person_id', or: above('absence', 'absence') }),
  ...wall({ table: 'stand_in', kind: 'stand-in', owner: 'person_id', or: above('stand_in', 'stand-in') }),
  ...wallOfPart('stand_in_scope', 'stand_in_scope.entry_id', 'stand_in'),
  ...wall({ table: 'api_key', kind: 'api-key', owner: 'owner_id' }),
  ...['session', 'oidc_subject'].flatMap((table) => wallOfOneself(table, `person_id = ${reader}`)),
  ...['local_account', 'password_link', 'signing_key', 'sandbox_signing_key'].flatMap((table) => wallOfOneself(table, 'false')),
];
