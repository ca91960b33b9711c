import type { MigrationInterface, QueryRunner } from 'typeorm';

import { reachFunctions } from './row-reach';

/** What row security asks of a session: the services' own migrations put up the walls. */
export class RowReach1766900000000 implements MigrationInterface {
  readonly name = 'RowReach1766900000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of reachFunctions) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Row security stands on these functions; they are not taken back.');
  }
}
