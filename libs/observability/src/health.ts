import { Injectable } from '@nestjs/common';

export interface HealthResult {
  ok: boolean;
  /** One sentence for the operator when not ok. */
  reason?: string;
}

export type HealthCheck = () => Promise<HealthResult> | HealthResult;

/** How long one check may take before it counts as failed, milliseconds. */
const PATIENCE = 2_000;

/**
 * The readiness checks of one service. Whoever holds a connection (database, relay, consumers, worker) adds one; `GET
 * /health/ready` asks them all. Liveness never comes here: it must not depend on a peer.
 */
@Injectable()
export class HealthRegistry {
  private readonly checks = new Map<string, HealthCheck>();

  add(name: string, check: HealthCheck): void {
    this.checks.set(name, check);
  }

  /** Runs all checks side by side; a check that throws or takes over two seconds is not ok. */
  async run(): Promise<{ ok: boolean; checks: Record<string, HealthResult> }> {
    const results = await Promise.all([...this.checks].map(async ([name, check]) => [name, await bounded(check)] as const));
    return { ok: results.every(([, result]) => result.ok), checks: Object.fromEntries(results) };
  }
}

async function bounded(check: HealthCheck): Promise<HealthResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<HealthResult>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, reason: `no answer within ${PATIENCE} ms` }), PATIENCE);
  });
  try {
    return await Promise.race([Promise.resolve().then(check), late]);
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : 'failed' };
  } finally {
    clearTimeout(timer);
  }
}
