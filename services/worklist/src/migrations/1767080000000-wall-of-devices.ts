import { reader, wallOfOneself } from '@throughline/persistence/row-reach';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The browsers of a person are his to read, whatever a query forgets: their table came at the same time as the walls, and was left out. */
export class WallOfDevices1767080000000 implements MigrationInterface {
  readonly name = 'WallOfDevices1767080000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of wallOfOneself('push_device', `person_id = ${reader}`)) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('A wall is not taken down by a migration; see docs/adr/0014.');
  }
}
