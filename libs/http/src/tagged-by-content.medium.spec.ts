import { Controller, Get, Module, Patch } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import { createServiceApp, portOf } from './create-service-app';
import { IfMatch, Public, TaggedByContent } from './decorators';

let shown = 'by the old rules';

@Controller('card')
class CardController {
  @Get()
  @Public()
  @TaggedByContent()
  read() {
    return { version: 7, shown };
  }

  @Patch()
  @Public()
  change(@IfMatch() version: number) {
    return { version };
  }
}

@Module({ controllers: [CardController] })
class CardModule {}

describe('an ETag of all that is answered', () => {
  let app: NestFastifyApplication;
  let origin: string;
  beforeAll(async () => {
    process.env.LOG_LEVEL = 'silent';
    const settings = {
      NODE_ENV: 'test', HOST: '127.0.0.1', THROUGHLINE_SANDBOX: false, THROUGHLINE_TENANT: 'demo', TOKEN_ISSUER: 'http://issuer.test', TOKEN_AUDIENCE: 'throughline', JWKS_URL: 'http://127.0.0.1:1/',
    } as const;
    app = await createServiceApp(CardModule, { service: 'cards', port: 0, settings });
    origin = `http://127.0.0.1:${portOf(app)}`;
  });
  afterAll(() => app.close());
  const ask = (headers: Record<string, string> = {}, method = 'GET') => fetch(`${origin}/card`, { method, headers });

  it('stays while the answer does, and is another one when anything of it changes at the same version', async () => {
    const etag = (await ask()).headers.get('etag')!;
    expect(etag).toMatch(/^"c-[\w-]{22}"$/);
    expect((await ask({ 'if-none-match': etag })).status).toBe(304);
    shown = 'by the new rules';
    const changed = await ask({ 'if-none-match': etag });
    expect([changed.status, await changed.json()]).toEqual([200, { version: 7, shown }]);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  it('names no version that a change could be bound to', async () => {
    const etag = (await ask()).headers.get('etag')!;
    const answer = await ask({ 'if-match': etag }, 'PATCH');
    expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ code: 'request.invalid', field: 'If-Match' })]);
  });
});
