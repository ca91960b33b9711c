import { setTimeout as pause } from 'node:timers/promises';
import Fastify from 'fastify';
import type { SettingsOf } from '@throughline/config/settings';
import { letGoOfConnections } from '@throughline/http/let-go';
import { platformRoutes } from '@throughline/http/platform-routes';
import { KafkajsAdapter } from '@throughline/messaging/kafkajs-adapter';
import { QuietProbe } from '@throughline/messaging/quiet-probe';
import { TriggerConsumer } from '@throughline/messaging/trigger-consumer';
import { HealthRegistry } from '@throughline/observability/health';
import { rootLogger } from '@throughline/observability/logger';
import type { Queue } from '@throughline/process-contracts/queues';
import { cacheShare, shareCacheAmong } from '@throughline/temporal/cache-share';
import { closeTemporalClients, temporalClient } from '@throughline/temporal/client';
import { temporalHealth, workerHealth } from '@throughline/temporal/health';
import { ServiceWorker } from '@throughline/temporal/service-worker';
import { Stories } from '@throughline/temporal/stories';
import { ensureReconciliationSchedule } from './reconciliation/ensure-schedule';
import { TemporalFindings } from './reconciliation/temporal-findings';
import { triggers } from './triggers/triggers';

/** What runs until it is closed. */
export interface Work {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Polls the processes that span services, turns events into starts and signals, and compares records with what runs. No business code and no
 * database. Starts while Temporal or Kafka are away and heals by itself.
 */
export async function work(settings: SettingsOf<'worker'>, queues: readonly Queue[]): Promise<Work> {
  const log = rootLogger('worker');
  const where = { address: settings.TEMPORAL_ADDRESS, namespace: settings.TEMPORAL_NAMESPACE };
  const client = temporalClient(where);
  const probe = new QuietProbe();
  const stories = new Stories(probe);
  const health = new HealthRegistry();
  const closing = new AbortController();
  const endProcess = (error: unknown) => {
    log.fatal({ err: error }, 'cannot go on; ending so as to be started anew');
    process.exit(1);
  };

  const kafka = new KafkajsAdapter(settings.KAFKA_BROKERS, 'throughline-triggers');
  const consumer = new TriggerConsumer({ port: kafka, subscriptions: triggers.map((trigger) => trigger(stories)), probe, onFatal: endProcess });
  shareCacheAmong(queues.length);
  const workers = queues.map(
    (queue) =>
      new ServiceWorker({
        ...where,
        queue,
        activities: new TemporalFindings(client, probe),
        count: probe,
        maxCachedWorkflows: cacheShare(settings.TEMPORAL_MAX_CACHED_WORKFLOWS),
        onFailure: endProcess,
      }),
  );
  for (const [at, worker] of workers.entries()) {
    health.add(`temporal worker ${queues[at]}`, () => workerHealth(worker, queues[at] ?? ''));
  }
  health.add('temporal', () => temporalHealth(where));
  health.add('kafka', async () => ((await kafka.isReachable()) ? { ok: true } : { ok: false, reason: 'no broker answers' }));

  const server = Fastify();
  letGoOfConnections(server);
  platformRoutes(server, { service: 'worker', health, openApi: () => ({}), quiet: settings.THROUGHLINE_SANDBOX ? probe : undefined });
  await server.listen({ host: settings.HOST, port: settings.WORKER_PORT });
  workers.forEach((worker) => worker.start());
  consumer.start();
  void keepTrying(() => ensureReconciliationSchedule(client, settings.THROUGHLINE_TENANT), closing.signal);

  return {
    port: (server.server.address() as { port: number }).port,
    async close() {
      closing.abort();
      // Side by side: a broker that is away must not use up the time in which the workers drain.
      await Promise.all([consumer.stop(), ...workers.map((worker) => worker.stop())]);
      await Promise.all([kafka.close(), closeTemporalClients(), server.close()]);
    },
  };
}

/** Every five seconds until it has worked once. */
async function keepTrying(act: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await act();
      return;
    } catch (error) {
      rootLogger('worker').warn({ err: error }, 'the schedule of the reconciliation is not there yet');
      await pause(5_000, undefined, { signal }).catch(() => undefined);
    }
  }
}
