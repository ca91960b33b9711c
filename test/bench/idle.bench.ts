import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { topics } from '@throughline/events/topics';
import { testServerUrl } from '@throughline/testing/test-server';
import { Client, escapeIdentifier } from 'pg';
import type { Bench, Run, Side } from './bench';
import { bareBundle } from './bare-bundle';
import { Child } from './child';
import { throughline } from './engines';
import { percentile } from './measure';

const services = ['directory', 'leads', 'opportunities', 'contracts', 'collections', 'worklist'] as const;
const roles = [...services, 'gateway', 'worker'] as const;

/** What the supervisor gives to its children (tools/throughline/set-up/installation.ts). */
const asSupervised = { MALLOC_ARENA_MAX: '2' };

export const bench: Bench = {
  name: 'idle',
  needs: ['postgres', 'kafka', 'temporal'],
  async prepare(size) {
    const [settle, rounds] = size === 'full' ? [10_000, 3] : [1_000, 1];
    const home = await Home.make();
    return {
      rounds,
      comparisons: [
        {
          row: 'idle memory',
          work: `all services, gateway and process worker in one process, ${settle / 1000} s after they are ready; baseline: bare NestJS + pg + TypeORM + kafkajs + Temporal worker`,
          baseline: memory('bare-application', home.env, settle, () => 1),
          subject: memory('everything', { ...home.env, ...asSupervised }, settle, (env) => allHealthy(env)),
          expect: { measure: 'memory', floor: 1.5, goal: 1.15 },
        },
        {
          row: 'idle boot',
          work: 'start of the leads service with relay, consumers and worker until it listens; baseline: the bare application',
          baseline: boots('bare-application', home.env),
          subject: boots('leads-service', home.env),
          // The table sets a goal in seconds for this, and no floor.
          expect: { measure: 'latency', floor: null, goal: 2 },
          goals: (runs) => (size === 'full' ? slowBoot(runs) : []),
        },
      ],
      close: () => home.close(),
    };
  },
};

function slowBoot(runs: Run[]): string[] {
  const boot = percentile(runs.flatMap((run) => run.latencies ?? []), 0.5);
  return boot > 2_000 ? [`it boots in ${(boot / 1000).toFixed(1)} s; the goal is 2 s`] : [];
}

/** MB that a process holds when it has come to rest, and whether it really worked. */
function memory(part: string, env: Record<string, string>, settle: number, healthy: (env: Record<string, string>) => number | Promise<number>): Side {
  return {
    name: part,
    async run() {
      const child = await Child.start(part, env);
      try {
        const healthyNow = await healthy(env);
        await pause(settle);
        return { items: await child.memory(), seconds: 1, outcome: { 'healthy processes': healthyNow } };
      } finally {
        await child.stop();
      }
    },
  };
}

function boots(part: string, env: Record<string, string>): Side {
  return {
    name: part,
    async run() {
      const child = await Child.start(part, env);
      const { port, bootMs } = child;
      try {
        const { status } = await fetch(`http://127.0.0.1:${port}/health/live`);
        return { items: 1, seconds: bootMs / 1000, latencies: [bootMs], outcome: { status } };
      } finally {
        await child.stop();
      }
    },
  };
}

/** 1 when every role says that it is ready, workers and consumers included. */
async function allHealthy(env: Record<string, string>): Promise<number> {
  for (const end = Date.now() + 60_000; Date.now() < end; await pause(250)) {
    const answers = await Promise.all(roles.map((role) => fetch(`http://127.0.0.1:${env[`${role.toUpperCase()}_PORT`]}/health/ready`).catch(() => undefined)));
    if (answers.every((answer) => answer?.ok)) return 1;
  }
  return 0;
}

/** A migrated database with login roles of its own, topics, namespace, and free ports. */
class Home {
  private constructor(
    readonly env: Record<string, string>,
    private readonly name: string,
    private readonly serverUrl: string,
    private readonly removeBundle: () => void,
  ) {}

  static async make(): Promise<Home> {
    const serverUrl = await testServerUrl();
    const name = `bench_idle_${randomBytes(4).toString('hex')}`;
    await asOwner(serverUrl, [`CREATE DATABASE ${escapeIdentifier(name)}`]);
    const at = (user?: string) => {
      const url = new URL(serverUrl);
      url.pathname = `/${name}`;
      if (user !== undefined) [url.username, url.password] = [user, 'bench-bench-bench'];
      return url.href;
    };
    const env: Record<string, string> = {
      DATABASE_URL: at(),
      THROUGHLINE_SANDBOX: 'false',
      THROUGHLINE_TENANT: name.replaceAll('_', '-'),
      TEMPORAL_NAMESPACE: process.env.TEMPORAL_NAMESPACE!,
      BENCH_QUEUE: name,
      BENCH_TOPIC: topics[0]!.name,
    };
    for (const service of services) env[`DATABASE_URL_${service.toUpperCase()}`] = at(`${name}_${service}`);
    const ports = await freePorts(roles.length);
    for (const [n, role] of roles.entries()) {
      env[`${role.toUpperCase()}_PORT`] = String(ports[n]);
      env[`${role.toUpperCase()}_URL`] = `http://127.0.0.1:${ports[n]}`;
    }
    env.TOKEN_ISSUER = env.GATEWAY_URL!;
    env.JWKS_URL = `${env.DIRECTORY_URL}/.well-known/jwks.json`;
    const bundle = await bareBundle();
    const home = new Home({ ...env, ...bundle.env }, name, serverUrl, bundle.remove);
    await Promise.all(['migrate', 'topics', 'namespace'].map((command) => throughline([command], env)));
    return home;
  }

  async close(): Promise<void> {
    this.removeBundle();
    const names = services.flatMap((service) => ['_work', ''].map((role) => `DROP ROLE IF EXISTS ${escapeIdentifier(`${this.name}_${service}${role}`)}`));
    await asOwner(this.serverUrl, [`DROP DATABASE ${escapeIdentifier(this.name)} WITH (FORCE)`, ...names]);
  }
}

async function asOwner(url: string, statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
