import multipart from '@fastify/multipart';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Principal } from '@throughline/access/principal';
import { accessErrors } from '@throughline/errors/common-errors';
import { createServiceApp, portOf } from '@throughline/http/create-service-app';
import { platformOn } from '@throughline/testing/service-on-database';
import type { TestDatabase } from '@throughline/testing/test-database';
import { leadControllers } from './leads.controllers';
import type { LeadsOnPostgres } from './leads.fixture';
import { leadProviders } from './leads.providers';

export interface Answer {
  status: number;
  headers: Headers;
  body: any;
}

/** The service's HTTP side on the database of a fixture, without Kafka and Temporal. A person's id is his token. */
export class LeadsOverHttp {
  private readonly known = new Map<string, Principal>();
  private app?: Promise<NestFastifyApplication>;
  /** Empty until it listens. */
  origin = '';

  /** It listens from the first request on. */
  constructor(private readonly database: TestDatabase) {}

  static async start({ database }: LeadsOnPostgres): Promise<LeadsOverHttp> {
    const http = new LeadsOverHttp(database);
    await http.listens();
    return http;
  }

  signIn(...people: Principal[]): void {
    for (const person of people) this.known.set(person.personId, person);
  }

  async send(method: string, path: string, by?: Principal, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const form = body instanceof FormData;
    await this.listens();
    const response = await fetch(this.origin + path, {
      method,
      headers: {
        ...(by && { authorization: `Bearer ${by.personId}` }),
        ...(body !== undefined && !form && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: form ? body : typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text };
  }

  async stop(): Promise<void> {
    await (await this.app)?.close();
  }

  private async listens(): Promise<void> {
    this.origin = `http://127.0.0.1:${portOf(await (this.app ??= this.open()))}`;
  }

  private open(): Promise<NestFastifyApplication> {
    class HttpModule {}
    const settings = { HOST: '127.0.0.1', THROUGHLINE_SANDBOX: true, THROUGHLINE_TENANT: 'test', TOKEN_ISSUER: 'http://issuer', TOKEN_AUDIENCE: 'test', JWKS_URL: 'http://issuer/keys', NODE_ENV: 'test' } as const;
    return createServiceApp(
      { module: HttpModule, controllers: leadControllers, providers: [...platformOn(this.database), ...leadProviders] },
      {
        service: 'leads',
        port: 0,
        settings,
        verifier: { verify: async (token) => this.principal(token) },
        extend: async (server) => {
          await server.register(multipart);
        },
      },
    );
  }

  private principal(token: string): Principal {
    const person = this.known.get(token);
    if (!person) throw accessErrors.unauthenticated();
    return person;
  }
}
