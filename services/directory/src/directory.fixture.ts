import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadSettings, settingsFor } from '@throughline/config/settings';
import type { TestDatabase } from '@throughline/testing/test-database';
import { testDatabase } from '@throughline/testing/test-database';
import { boot } from './main';
import { directoryMigrations } from './migrations/directory-migrations';
import { seedCompany } from './seed';
import { companyPeople } from './seed-company/company';

export interface Answer {
  status: number;
  body: any;
}

/** The whole service with the seeded company on a database of its own, asked over HTTP. Business time stands still. */
export class DirectoryOverHttp {
  private readonly tokens = new Map<string, string>();

  private constructor(
    readonly database: TestDatabase,
    private readonly app: NestFastifyApplication,
    readonly origin: string,
  ) {}

  static async start(now: Date): Promise<DirectoryOverHttp> {
    process.env.LOG_LEVEL = 'silent';
    process.env.THROUGHLINE_PASSIVE = 'true';
    const database = await testDatabase({ service: 'directory', migrations: directoryMigrations, now });
    const port = await freePort();
    const env = { DATABASE_URL_DIRECTORY: database.url, THROUGHLINE_SANDBOX: 'true', NODE_ENV: 'test', DIRECTORY_PORT: String(port) };
    const settings = loadSettings(settingsFor('directory'), { ...env, JWKS_URL: `http://127.0.0.1:${port}/.well-known/jwks.json` });
    await seedCompany(settings);
    return new DirectoryOverHttp(database, await boot(settings), `http://127.0.0.1:${port}`);
  }

  async send(method: string, path: string, by: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const answer = await fetch(this.origin + path, {
      method,
      headers: { authorization: `Bearer ${await this.token(by)}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  }

  /** Of the service itself: what hears events. */
  get<T>(type: Type<T>): T {
    return this.app.get(type, { strict: false });
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  private async token(name: string): Promise<string> {
    const known = this.tokens.get(name);
    if (known) return known;
    const personId = companyPeople.find((person) => person.name === name)!.id;
    const headers = { 'content-type': 'application/json' };
    const session = await fetch(`${this.origin}/v1/sandbox/sessions`, { method: 'POST', headers, body: JSON.stringify({ personId }) });
    const { token } = (await session.json()) as { token: string };
    this.tokens.set(name, token);
    return token;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
