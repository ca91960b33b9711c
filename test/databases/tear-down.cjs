// Drops the databases of this run and their roles, also those whose tests have not done so.
const { Client, escapeIdentifier } = require('pg');

module.exports = async () => {
  const connectionString = process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL;
  if (!connectionString) return;
  const run = process.env.THROUGHLINE_TEST_RUN;
  const admin = new Client({ connectionString });
  await admin.connect();
  const { rows: databases } = await admin.query('SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1) OR starts_with(datname, $2)', [`test_${run}_`, `shelf_${run}_`]);
  for (const { name } of databases) await admin.query(`DROP DATABASE ${escapeIdentifier(name)} WITH (FORCE)`);
  const { rows: roles } = await admin.query('SELECT rolname AS name FROM pg_roles WHERE starts_with(rolname, $1)', [`test_${run}_`]);
  for (const { name } of roles) await admin.query(`DROP ROLE ${escapeIdentifier(name)}`);
  await admin.end();
};
