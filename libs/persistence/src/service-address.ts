import { readFileSync } from 'node:fs';

/** `DATABASE_URL_LEADS` (or the file named by `DATABASE_URL_LEADS_FILE`): the address with the service's own role. */
export function serviceAddress(service: string, environment: NodeJS.ProcessEnv = process.env): string {
  const name = `DATABASE_URL_${service.toUpperCase()}`;
  const file = environment[`${name}_FILE`];
  const url = environment[name] ?? (file === undefined ? undefined : readFileSync(file, 'utf8').trim());
  if (!url) throw new Error(`${name} is not set: the service ${service} does not know its database.`);
  return url;
}
