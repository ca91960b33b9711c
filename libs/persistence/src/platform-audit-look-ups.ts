import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The trail is looked up by day and by who acted. Both grow at their end, so that writing a line costs little more. */
export class AuditLookUps1767300000000 implements MigrationInterface {
  readonly name = 'AuditLookUps1767300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX audit_at ON audit (at, seq)');
    await runner.query('CREATE INDEX audit_actor ON audit (actor_id, at, seq)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX audit_actor, audit_at');
  }
}
