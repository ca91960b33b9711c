/**
 * Address of a PostgreSQL that tests may make databases on. `npm test` starts one and says where it is; one file alone is run by
 * `node tools/test.mjs medium --only libs/…`, or by jest with the address in the environment.
 */
export function testServerUrl(environment: NodeJS.ProcessEnv = process.env): string {
  const url = environment.TEST_DATABASE_URL ?? environment.DATABASE_URL;
  if (!url) throw new Error('There is no PostgreSQL to test on: run `node tools/test.mjs medium`, or set TEST_DATABASE_URL.');
  return url;
}
