/** Address of a PostgreSQL that tests may make databases on: TEST_DATABASE_URL, DATABASE_URL, or the embedded one. */
export async function testServerUrl(): Promise<string> {
  const given = process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL;
  if (given) return given;
  throw new Error('Set TEST_DATABASE_URL (npm test does), or start the engines: there is no PostgreSQL to test on.');
}
