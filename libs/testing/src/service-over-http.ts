import type { Provider, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Principal } from '@throughline/access/principal';
import { accessErrors } from '@throughline/errors/common-errors';
import { createServiceApp, portOf } from '@throughline/http/create-service-app';
import type { ServiceAppOptions } from '@throughline/http/create-service-app';

import { platformOn } from './service-on-database';
import type { TestDatabase } from './test-database';

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed where it is JSON, else the text. */
  body: any;
}

export interface ServiceOverHttpOptions {
  service: string;
  /** Absent: nothing of the platform, for an application without a database. */
  database?: TestDatabase;
  controllers: Type<unknown>[];
  providers: Provider[];
  extend?: ServiceAppOptions['extend'];
}

/** The HTTP side of a service on the database of a fixture, without Kafka and Temporal. A person's id is his token. It listens from the first request on. */
export class ServiceOverHttp {
  private readonly known = new Map<string, Principal>();
  private app?: Promise<NestFastifyApplication>;
  /** Empty until it listens. */
  origin = '';

  constructor(private readonly options: ServiceOverHttpOptions) {}

  static async start(options: ServiceOverHttpOptions): Promise<ServiceOverHttp> {
    const http = new ServiceOverHttp(options);
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

  async listens(): Promise<void> {
    this.origin = `http://127.0.0.1:${portOf(await (this.app ??= this.open()))}`;
  }

  private open(): Promise<NestFastifyApplication> {
    // A line for each request would bury what a test says.
    process.env.LOG_LEVEL ??= 'silent';
    class HttpModule {}
    const { service, database, controllers, providers, extend } = this.options;
    const settings = { HOST: '127.0.0.1', THROUGHLINE_SANDBOX: true, THROUGHLINE_TENANT: 'test', TOKEN_ISSUER: 'http://issuer', TOKEN_AUDIENCE: 'test', JWKS_URL: 'http://issuer/keys', NODE_ENV: 'test' } as const;
    return createServiceApp(
      { module: HttpModule, controllers, providers: [...(database ? platformOn(database) : []), ...providers] },
      { service, port: 0, settings, verifier: { verify: async (token) => this.principal(token) }, ...(extend && { extend }) },
    );
  }

  private principal(token: string): Principal {
    const person = this.known.get(token);
    if (!person) throw accessErrors.unauthenticated();
    return person;
  }
}
