import { setTimeout as pause } from 'node:timers/promises';

import { Body, Controller, Inject, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

import { concurrencyErrors } from '@throughline/errors/common-errors';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { testDatabase, type TestDatabase } from '@throughline/testing/test-database';

import { createServiceApp, portOf, type ServerSettings } from './create-service-app';
import { Answers } from './decorators';

class Deposit extends createZodDto(z.object({ amount: z.int(), slow: z.boolean().optional(), refuse: z.boolean().optional() })) {}

@Controller('v1/deposits')
class DepositsController {
  constructor(@Inject(TransactionRunner) private readonly transaction: TransactionRunner) {}

  @Post()
  @Answers(201)
  deposit(@Body() { amount, slow, refuse }: Deposit) {
    return this.transaction.run(async (tx) => {
      const [row] = await tx.query<{ id: string }>('INSERT INTO deposit (amount) VALUES ($1) RETURNING id', [amount]);
      if (slow) await pause(300);
      if (refuse) throw concurrencyErrors.busy();
      return { id: row!.id, at: tx.now.toISOString() };
    });
  }
}

@Module({ controllers: [DepositsController] })
class DepositsModule {}

const settings: ServerSettings = {
  NODE_ENV: 'test', HOST: '127.0.0.1', THROUGHLINE_SANDBOX: false, THROUGHLINE_TENANT: 'demo', TOKEN_ISSUER: 'http://issuer.test', TOKEN_AUDIENCE: 'throughline', JWKS_URL: 'http://127.0.0.1:1/',
};

describe('a request that may be sent again', () => {
  let database: TestDatabase;
  let app: NestFastifyApplication;
  let next = 0;
  const newKey = () => `key-${(next += 1)}`;

  beforeAll(async () => {
    process.env.LOG_LEVEL = 'silent';
    database = await testDatabase();
    await database.query('CREATE TABLE deposit (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, amount int NOT NULL)');
    await database.query('GRANT ALL ON deposit TO PUBLIC');
    const verifier = { verify: async (personId: string) => ({ personId, name: '', roles: [], unitPath: '', tenant: 'demo' }) };
    const module = {
      module: DepositsModule,
      providers: [{ provide: TransactionRunner, useValue: database.transactions }],
    };
    app = await createServiceApp(module, { service: 'deposits', port: 0, settings, verifier });
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  async function send(body: object, key?: string, by = 'ann') {
    const response = await fetch(`http://127.0.0.1:${portOf(app)}/v1/deposits`, {
      method: 'POST',
      headers: { authorization: `Bearer ${by}`, 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) },
      body: JSON.stringify(body),
    });
    return { status: response.status, replayed: response.headers.get('idempotency-replayed'), body: (await response.json()) as { id: string; code?: string } };
  }
  const effects = async () => Number((await database.query('SELECT count(*) FROM deposit'))[0].count);

  it('has one effect and the same answer, status and body', async () => {
    const key = newKey();
    const before = await effects();
    const first = await send({ amount: 1 }, key);
    const second = await send({ amount: 1 }, key);
    expect(first).toMatchObject({ status: 201, replayed: null });
    expect(second).toEqual({ ...first, replayed: 'true' });
    expect(await effects()).toBe(before + 1);
  });

  it('has one effect also when both come at once', async () => {
    const key = newKey();
    const before = await effects();
    const answers = await Promise.all([1, 2, 3].map(() => send({ amount: 1, slow: true }, key)));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await effects()).toBe(before + 1);
  });

  it('is refused when the key comes with another body', async () => {
    const key = newKey();
    await send({ amount: 1 }, key);
    expect(await send({ amount: 2 }, key)).toMatchObject({ status: 422, body: { code: 'idempotency.key_reused' } });
  });

  it('is done anew after a refusal, which left nothing', async () => {
    const key = newKey();
    expect(await send({ amount: 1, refuse: true }, key)).toMatchObject({ status: 409 });
    expect(await send({ amount: 1 }, key)).toMatchObject({ status: 201 });
  });

  it('is another one from another person, and without a key', async () => {
    const key = newKey();
    const before = await effects();
    await send({ amount: 1 }, key, 'ann');
    await send({ amount: 1 }, key, 'bob');
    await send({ amount: 1 });
    await send({ amount: 1 });
    expect(await effects()).toBe(before + 4);
  });
});
