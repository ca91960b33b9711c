import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';

jest.setTimeout(30_000);

/** A role of nothing but a span and a connection; compiled, as the exporter loads modules in a way that Jest has not. */
const role = `
  const { runUntilStopped } = require('./tools/throughline/run-until-stopped.js');
  const { startSpan, startTracing } = require('./libs/observability/src/tracing.js');
  const { temporalClient } = require('./libs/temporal/src/client.js');
  startTracing();
  startSpan('the last request')?.end();
  const client = temporalClient();
  const alive = setInterval(() => undefined, 1000);
  runUntilStopped('role', async () => {
    setTimeout(() => console.log('runs'), 0);
    return { close: async () => console.log('closed') };
  }).then(() => {
    console.log(temporalClient() === client ? 'holds Temporal' : 'let go of Temporal');
    clearInterval(alive);
    process.exit(0);
  });`;

describe('the end of a role', () => {
  it('sends the traces that are left, and lets go of Temporal, once its parts are closed', async () => {
    let sent = '';
    const collector = createServer((request, response) => {
      sent = String(request.url);
      request.resume().on('end', () => response.end('{}'));
    });
    await new Promise<void>((listening) => collector.listen(0, '127.0.0.1', listening));
    const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
    const child = spawn(process.execPath, ['-e', role], {
      cwd: resolve(__dirname, '../../dist'),
      env: { ...process.env, LOG_LEVEL: 'silent', OTEL_EXPORTER_OTLP_ENDPOINT: endpoint },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = '';
    child.stdout.on('data', (chunk) => {
      told += String(chunk);
      if (told === 'runs\n') child.kill('SIGTERM');
    });
    const [code] = await once(child, 'close');
    collector.close();
    expect({ code, told, sent }).toEqual({ code: 0, told: 'runs\nclosed\nlet go of Temporal\n', sent: '/v1/traces' });
  });
});
