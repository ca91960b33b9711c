import { Client, escapeIdentifier, escapeLiteral } from 'pg';

export interface SandboxMigration {
  ownerUrl: string;
  /** Address of the role that may move time (the gateway's); absent where only services read it. */
  sandboxUrl?: string;
  /** Business time to begin with; the present where absent. Ignored when the sandbox has one. */
  startAt?: Date;
}

/** Makes the schema of movable time. Run before `migrateService`, which grants it to the services; never in production. */
export async function migrateSandbox({ ownerUrl, sandboxUrl, startAt }: SandboxMigration): Promise<void> {
  const client = new Client({ connectionString: ownerUrl, application_name: 'throughline-migrate' });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('throughline.migrate'))");
    await client.query(`
      CREATE SCHEMA IF NOT EXISTS sandbox;
      CREATE TABLE IF NOT EXISTS sandbox.time (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), now timestamptz NOT NULL);
      CREATE TABLE IF NOT EXISTS sandbox.wakeup (workflow_id text PRIMARY KEY, at timestamptz NOT NULL);
      CREATE INDEX IF NOT EXISTS wakeup_at ON sandbox.wakeup (at);
    `);
    await client.query('INSERT INTO sandbox.time (now) VALUES ($1) ON CONFLICT DO NOTHING', [startAt ?? new Date()]);
    if (sandboxUrl) await grantMover(client, sandboxUrl);
  } finally {
    await client.end();
  }
}

async function grantMover(client: Client, sandboxUrl: string): Promise<void> {
  const { username, password } = new URL(sandboxUrl);
  const name = decodeURIComponent(username);
  const role = escapeIdentifier(name);
  const secret = escapeLiteral(decodeURIComponent(password));
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  await client.query(rowCount ? `ALTER ROLE ${role} PASSWORD ${secret}` : `CREATE ROLE ${role} LOGIN PASSWORD ${secret}`);
  await client.query(`
    GRANT USAGE ON SCHEMA sandbox TO ${role};
    GRANT SELECT, UPDATE ON sandbox.time TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON sandbox.wakeup TO ${role};
  `);
}
