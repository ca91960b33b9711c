import { startEngines } from '@throughline/embedded/engines';

let embedded: Promise<string> | undefined;

/** Address of a PostgreSQL that tests may make databases on: TEST_DATABASE_URL, DATABASE_URL, or else the embedded one, started here. */
export async function testServerUrl(): Promise<string> {
  const given = process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL;
  if (given) return given;
  embedded ??= startEmbedded();
  return embedded;
}

async function startEmbedded(): Promise<string> {
  const { env } = await startEngines({ want: ['postgres'] });
  return env.DATABASE_URL as string;
}
