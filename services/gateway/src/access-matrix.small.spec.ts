import type { Type } from '@nestjs/common';
import { SandboxTimeStore } from '@throughline/persistence/sandbox-time-store';
import { askEverything, differences, expectedMatrix, peopleOfMatrix } from '@throughline/testing/route-matrix';
import { ServiceOverHttp } from '@throughline/testing/service-over-http';
import { AdvanceSandboxTime } from './advance-sandbox-time/advance-sandbox-time.command';
import { AdvanceSandboxTimeController } from './advance-sandbox-time/advance-sandbox-time.controller';
import { PEERS } from './doctor/doctor.controller';
import { GatewayModule } from './gateway.module';

it('who may ask what of the gateway itself is as it was agreed', async () => {
  const now = new Date('2026-03-02T02:00:00Z');
  const { controllers = [] } = GatewayModule.with({ THROUGHLINE_SANDBOX: false } as Parameters<typeof GatewayModule.with>[0], {});
  const http = await ServiceOverHttp.start({
    service: 'gateway',
    controllers: [...(controllers as Type<unknown>[]), AdvanceSandboxTimeController],
    providers: [
      { provide: PEERS, useValue: { worklist: 'http://127.0.0.1:1', worker: 'http://127.0.0.1:1' } },
      { provide: SandboxTimeStore, useValue: { now: async () => now } },
      { provide: AdvanceSandboxTime, useValue: { execute: async () => ({ from: now.toISOString(), now: now.toISOString(), stops: 0, woken: 0, milliseconds: 0 }) } },
    ],
  });
  const people = peopleOfMatrix((roles, unitPath) => ({ personId: roles[0] ?? 'none', name: 'Somebody', roles, unitPath, tenant: 'test' }));
  http.signIn(...Object.values(people));
  const found = await askEverything({
    document: (await http.send('GET', '/openapi.json')).body,
    people,
    send: (method, path, by, { body, headers }) => http.send(method, path, by, body, headers),
    calls: { 'GET /v1/whoami': () => ({}), 'GET /v1/event-types': () => ({}), 'GET /v1/doctor/gateway': () => ({}), 'GET /v1/event-types/{type}': () => ({ params: { type: 'throughline.lead.captured.v1' } }), 'GET /v1/sandbox/time': () => ({}), 'POST /v1/sandbox/time/advance': () => ({ body: { by: 'P1D' } }) },
  });
  await http.stop();
  expect(differences(found, expectedMatrix('gateway', found))).toEqual([]);
});
