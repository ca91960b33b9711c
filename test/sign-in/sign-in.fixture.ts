import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Principal } from '@throughline/access/principal';
import { loadSettings, settingsFor } from '@throughline/config/settings';
import { boot as bootDirectory } from '@throughline/services/directory/src/main';
import { directoryMigrations } from '@throughline/services/directory/src/migrations/directory-migrations';
import { seedCompany } from '@throughline/services/directory/src/seed';
import { companyPeople, companyUnits } from '@throughline/services/directory/src/seed-company/company';
import { KeyCipher } from '@throughline/services/directory/src/signing-key/key-cipher';
import { KeyRing } from '@throughline/services/directory/src/signing-key/key-ring';
import { boot as bootGateway } from '@throughline/services/gateway/src/main';
import type { TestDatabase } from '@throughline/testing/test-database';
import { testDatabase } from '@throughline/testing/test-database';
import { importPKCS8, SignJWT } from 'jose';

const SECRET = 'a secret of this installation, 40 letters';

export interface Answer {
  status: number;
  headers: Headers;
  body: any;
}

export interface Sending {
  body?: unknown;
  headers?: Record<string, string>;
}

/** The directory and the gateway before it, as they stand in production: no sandbox, by the wall clock, with the people of the seeded company. */
export class SignInWorld {
  private constructor(
    readonly database: TestDatabase,
    readonly origin: string,
    readonly directoryUrl: string,
    private readonly directory: NestFastifyApplication,
    private readonly gateway: NestFastifyApplication,
  ) {}

  static async start(more: Record<string, string> = {}): Promise<SignInWorld> {
    process.env.LOG_LEVEL = 'silent';
    process.env.THROUGHLINE_PASSIVE = 'true';
    const database = await testDatabase({ service: 'directory', migrations: directoryMigrations });
    const [directoryPort, gatewayPort] = [await freePort(), await freePort()];
    const [directoryUrl, origin] = [`http://127.0.0.1:${directoryPort}`, `http://127.0.0.1:${gatewayPort}`];
    const env = {
      NODE_ENV: 'production', DATABASE_URL_DIRECTORY: database.url, DIRECTORY_PORT: String(directoryPort), GATEWAY_PORT: String(gatewayPort), DIRECTORY_URL: directoryUrl,
      PUBLIC_URL: origin, TOKEN_ISSUER: origin, JWKS_URL: `${directoryUrl}/.well-known/jwks.json`, TOKEN_KEY_SECRET: SECRET, ...more,
    };
    const settings = loadSettings(settingsFor('directory'), env);
    await seedCompany(settings);
    const directory = await bootDirectory(settings);
    return new SignInWorld(database, origin, directoryUrl, directory, await bootGateway(loadSettings(settingsFor('gateway'), env)));
  }

  /** A token for a person, as the directory gives it for a key or a session. */
  async token(name: string, more: Partial<Principal> = {}): Promise<string> {
    const { id: personId, roles, unitId } = personOf(name);
    const unitPath = companyUnits.find(({ id }) => id === unitId)!.path;
    return (await (await this.directory.get(KeyRing, { strict: false }).signer()).issue({ personId, name, roles, unitPath, tenant: 'demo', ...more })).token;
  }

  /** A part of the directory. */
  part<T>(type: abstract new (...args: never[]) => T): T {
    return this.directory.get(type as never, { strict: false });
  }

  /** Signed by the key that signs now, whatever is said. */
  async sign(claims: object, header: object): Promise<string> {
    const [row] = await this.database.query<{ kid: string; sealed: string }>(
      'SELECT kid, private_key AS sealed FROM signing_key WHERE withdrawn_at IS NULL AND signs_from <= clock_timestamp() ORDER BY signs_from DESC LIMIT 1',
    );
    const pem = await new KeyCipher(SECRET, 'throughline signing keys').open(row!.sealed);
    return new SignJWT({ ...claims }).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: row!.kid, ...header }).sign(await importPKCS8(pem, 'ES256'));
  }

  /** Through the gateway; `by` is a person of the company, or a whole `Authorization` header. */
  async send(method: string, path: string, by?: string, { body, headers = {} }: Sending = {}, origin = this.origin): Promise<Answer> {
    const authorization = by === undefined ? undefined : by.includes(' ') && /^(Bearer|Basic) /.test(by) ? by : `Bearer ${await this.token(by)}`;
    const form = body instanceof URLSearchParams;
    const response = await fetch(origin + path, {
      method,
      redirect: 'manual',
      headers: { ...(authorization && { authorization }), ...(body !== undefined && !form && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text };
  }

  /** Types and data of what was told since the last call. */
  async facts(): Promise<[string, any][]> {
    const events = await this.database.events();
    await this.database.truncate();
    return events.map(({ type, payload }) => [type.replace(/^throughline\.|\.v\d+$/g, ''), payload]);
  }

  async stop(): Promise<void> {
    await this.gateway.close();
    await this.directory.close();
    await this.database.drop();
  }
}

export const personOf = (name: string) => companyPeople.find((person) => person.name === name)!;

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
