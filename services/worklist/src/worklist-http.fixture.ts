import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Principal } from '@throughline/access/principal';
import { accessErrors } from '@throughline/errors/common-errors';
import { createServiceApp, portOf } from '@throughline/http/create-service-app';
import { Stories } from '@throughline/temporal/stories';
import { platformOn } from '@throughline/testing/service-on-database';
import { worklistControllers } from './worklist.controllers';
import type { WorklistOnPostgres } from './worklist.fixture';
import { worklistOverStories, worklistProviders } from './worklist.providers';

/** The service's HTTP side on the database and the stories of a fixture. A person's id is his token. */
export class WorklistOverHttp {
  private constructor(private readonly origin: string, private readonly app: NestFastifyApplication) {}

  static async start({ database, stories, ...people }: WorklistOnPostgres): Promise<WorklistOverHttp> {
    class HttpModule {}
    const known = new Map([people.head, people.manager, people.rep, people.other, people.finance, people.legal].map((one): [string, Principal] => [one.personId, one]));
    const settings = { HOST: '127.0.0.1', THROUGHLINE_SANDBOX: true, THROUGHLINE_TENANT: 'test', TOKEN_ISSUER: 'http://issuer', TOKEN_AUDIENCE: 'test', JWKS_URL: 'http://issuer/keys', NODE_ENV: 'test' } as const;
    const app = await createServiceApp(
      { module: HttpModule, controllers: worklistControllers, providers: [...platformOn(database), { provide: Stories, useValue: stories }, ...worklistProviders, ...worklistOverStories] },
      {
        service: 'worklist',
        port: 0,
        settings,
        verifier: {
          verify: async (token) => {
            const person = known.get(token);
            if (!person) throw accessErrors.unauthenticated();
            return person;
          },
        },
      },
    );
    return new WorklistOverHttp(`http://127.0.0.1:${portOf(app)}`, app);
  }

  async send(method: string, path: string, by?: Principal, body?: unknown, key?: string): Promise<{ status: number; headers: Headers; body: any }> {
    const headers = { ...(by && { authorization: `Bearer ${by.personId}` }), ...(key && { 'idempotency-key': key }), ...(body !== undefined && { 'content-type': 'application/json' }) };
    const response = await fetch(this.origin + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  async stop(): Promise<void> {
    await this.app.close();
  }
}
