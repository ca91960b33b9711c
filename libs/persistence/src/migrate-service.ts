import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { DataSource } from 'typeorm';

import type { Migrations } from './data-source';
import { workRole } from './row-reach';

export interface ServiceMigration {
  /** Also the name of the schema. */
  service: string;
  /** Owner of the schema (DATABASE_URL): makes tables. */
  ownerUrl: string;
  /** The service's own address: its user and password become the login role that gets data rights only. */
  serviceUrl: string;
  /** In order; starts with `platformMigrations`. */
  migrations: Migrations;
}

/** One key for all services of a database: `CREATE ROLE` and grants must not run side by side either. */
const lockKey = "hashtext('throughline.migrate')";

/**
 * Makes schema, login role, tables and grants; does nothing where all is there. Safe to run from several places at once: the second one waits.
 * @returns names of the migrations that were run now
 */
export async function migrateService(migration: ServiceMigration): Promise<string[]> {
  const client = new Client({ connectionString: migration.ownerUrl, application_name: 'throughline-migrate' });
  await client.connect();
  try {
    await client.query(`SELECT pg_advisory_lock(${lockKey})`);
    const schema = escapeIdentifier(migration.service);
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    const role = await ensureRole(client, migration.serviceUrl);
    const work = await ensureWorkRole(client, migration.serviceUrl, role);
    const done = await runMigrations(migration);
    for (const one of [role, work]) await grant(client, schema, one);
    await openWalls(client, migration.service, role, work);
    return done;
  } finally {
    // Ends the session and with it the lock.
    await client.end();
  }
}

async function ensureRole(client: Client, serviceUrl: string): Promise<string> {
  const { username, password } = new URL(serviceUrl);
  const name = decodeURIComponent(username);
  const role = escapeIdentifier(name);
  const { rows } = await client.query('SELECT rolsuper, current_user = rolname AS self FROM pg_roles WHERE rolname = $1', [name]);
  if (rows[0]?.self) throw new Error(`The service's role ${name} is the owner of the schema: give it a role of its own.`);
  const attributes = `LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT PASSWORD ${escapeLiteral(decodeURIComponent(password))}`;
  // An existing role keeps its attributes (it may be made by an administrator): only its password follows the setting.
  if (rows.length === 0) await client.query(`CREATE ROLE ${role} ${attributes}`);
  else if (password !== '') await client.query(`ALTER ROLE ${role} PASSWORD ${escapeLiteral(decodeURIComponent(password))}`);
  return role;
}

/** What the service itself does, does this role: its connections take it, and a person's reading transactions leave it (row-reach.ts). */
async function ensureWorkRole(client: Client, serviceUrl: string, login: string): Promise<string> {
  const name = workRole(serviceUrl);
  const role = escapeIdentifier(name);
  const { rows } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
  if (rows.length === 0) await client.query(`CREATE ROLE ${role} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT`);
  // Taken, never inherited: a login that had its rights without asking would stand before no wall.
  await client.query(`GRANT ${role} TO ${login} WITH INHERIT FALSE, SET TRUE`);
  return role;
}

/** Readers meet the wall, the work role none: of the two policies of a table each has its own. */
async function openWalls(client: Client, schema: string, login: string, work: string): Promise<void> {
  const { rows } = await client.query<{ name: string; open: boolean }>(
    `SELECT t.oid::regclass::text AS name, EXISTS (SELECT FROM pg_policy WHERE polrelid = t.oid AND polname = 'work') AS open
     FROM pg_class t WHERE t.relnamespace = $1::regnamespace AND t.relkind = 'r' AND t.relrowsecurity`,
    [schema],
  );
  for (const { name, open } of rows) {
    await client.query(`ALTER POLICY reader ON ${name} TO ${login}`);
    await client.query(open ? `ALTER POLICY work ON ${name} TO ${work}` : `CREATE POLICY work ON ${name} TO ${work} USING (true) WITH CHECK (true)`);
  }
}

async function runMigrations({ service, ownerUrl, migrations }: ServiceMigration): Promise<string[]> {
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations,
    migrationsTableName: 'migration',
    installExtensions: false,
    poolSize: 1,
    extra: { options: `-c search_path=${service}` },
  });
  await source.initialize();
  try {
    const done = await source.runMigrations({ transaction: 'each' });
    return done.map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}

/** Data rights on everything, but nobody rewrites the audit trail, its seals or the list of migrations. */
async function grant(client: Client, schema: string, role: string): Promise<void> {
  await client.query(`
    GRANT USAGE ON SCHEMA ${schema} TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO ${role};
    REVOKE INSERT, UPDATE, DELETE ON ${schema}.migration FROM ${role};
  `);
  for (const table of ['audit', 'audit_seal']) {
    const { rows } = await client.query('SELECT to_regclass($1) IS NOT NULL AS present', [`${schema}.${table}`]);
    if (rows[0]?.present) await client.query(`REVOKE UPDATE, DELETE, TRUNCATE ON ${schema}.${table} FROM ${role}`);
  }
  const sandbox = await client.query("SELECT to_regclass('sandbox.time') IS NOT NULL AS present");
  if (sandbox.rows[0]?.present) await grantSandbox(client, role);
}

/** A service reads business time and keeps the wake-ups of its own workflows; only the sandbox role moves the time. */
export async function grantSandbox(client: Client, role: string): Promise<void> {
  await client.query(`
    GRANT USAGE ON SCHEMA sandbox TO ${role};
    GRANT SELECT ON sandbox.time TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON sandbox.wakeup TO ${role};
  `);
}
