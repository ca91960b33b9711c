import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Groups of people as every service knows them from the directory. */
export class KnownGroups1766110000000 implements MigrationInterface {
  readonly name = 'KnownGroups1766110000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('What the directory has told is not told again; restore from a backup.');
  }
}

const statements = [
  'CREATE TABLE known_group (id uuid PRIMARY KEY, name text NOT NULL, removed boolean NOT NULL DEFAULT false, version bigint NOT NULL)',
  // Who was taken out stays, as no member: told of in the wrong order, an older fact must not bring him back.
  `CREATE TABLE known_group_member (
     group_id uuid NOT NULL,
     person_id uuid NOT NULL,
     member boolean NOT NULL,
     version bigint NOT NULL,
     PRIMARY KEY (group_id, person_id)
   )`,
];
