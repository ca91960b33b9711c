import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pools by key, closed ones and where their leads go; what follows a new policy of any kind, and its being computed anew. */
export class Pools1764450000000 implements MigrationInterface {
  readonly name = 'Pools1764450000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Where the leads of closed pools went would be lost; restore from a backup.');
  }
}

const statements = [
  // By which files and people name it, whatever it is called later.
  'ALTER TABLE pool ADD COLUMN key text',
  `UPDATE pool SET key = CASE WHEN id = '0199d000-0000-7000-8003-000000000001' THEN 'open-pool' ELSE 'pool-' || right(id::text, 12) END`,
  'ALTER TABLE pool ALTER COLUMN key SET NOT NULL',
  'ALTER TABLE pool ADD CONSTRAINT pool_key UNIQUE (key)',
  'ALTER TABLE pool ADD COLUMN closed_at timestamptz, ADD COLUMN closed_because text',
  // Where the leads of a closed pool go, how many have gone, and until when the change takes nothing from their owners.
  'ALTER TABLE pool ADD COLUMN leads_to uuid REFERENCES pool (id), ADD COLUMN leads_moved int NOT NULL DEFAULT 0, ADD COLUMN leads_grace_days int NOT NULL DEFAULT 0',
  `ALTER TABLE pool ADD CONSTRAINT pool_closed_since CHECK ((status = 'closed') = (closed_at IS NOT NULL))`,
  `ALTER TABLE pool ADD CONSTRAINT pool_leads_go_elsewhere CHECK (leads_to IS NULL OR (leads_to <> id AND status = 'closed'))`,
  // Of a policy that was taken out of force without another version.
  'ALTER TABLE policy ADD COLUMN retired_by text, ADD COLUMN retired_because text',
  // Leads, or accounts, are followed up in the order of their ids.
  'ALTER TABLE policy_application RENAME COLUMN behind_lead TO behind_record',
  // What follows from the version in force is computed once more; no other comes into force.
  `ALTER TABLE policy_application ADD COLUMN purpose text NOT NULL DEFAULT 'change' CHECK (purpose IN ('change', 'recompute'))`,
];
