import type { HealthResult } from '@throughline/observability/health';

import { temporalClient, type TemporalAddress } from './client';
import type { ServiceWorker } from './service-worker';

/** Milliseconds: under what the gateway waits for a service that says whether it is ready. */
const patience = 1_200;

/** Asks the server for a sign of life: a worker that has lost it goes on asking for tasks, and says that it runs. */
export async function temporalHealth(where: TemporalAddress = {}): Promise<HealthResult> {
  const { connection } = temporalClient(where);
  try {
    await connection.withDeadline(Date.now() + patience, () => connection.workflowService.getSystemInfo({}));
    return { ok: true };
  } catch {
    return { ok: false, reason: 'Temporal does not answer' };
  }
}

export function workerHealth({ state }: ServiceWorker, queue: string): HealthResult {
  return state === 'running' ? { ok: true } : { ok: false, reason: `the worker of ${queue} is ${state}` };
}
