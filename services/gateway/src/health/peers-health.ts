import type { HealthRegistry, HealthResult } from '@throughline/observability/health';

import { getJson } from '../internal-http';

interface Readiness {
  status: string;
  checks?: Record<string, HealthResult>;
}

/** Makes readiness of the gateway the readiness of everything behind it, naming who is not and why. */
export function watchPeers(health: HealthRegistry, peers: Record<string, string>): void {
  for (const [name, url] of Object.entries(peers)) {
    health.add(name, async () => {
      const { status, body } = await getJson<Readiness>(`${url}/health/ready`, 1_900);
      return status === 200 ? { ok: true } : { ok: false, reason: reasonOf(body) };
    });
  }
}

function reasonOf({ checks = {} }: Readiness): string {
  const failed = Object.entries(checks).filter(([, { ok }]) => !ok);
  return failed.map(([name, { reason }]) => `${name}: ${reason ?? 'not ready'}`).join('; ') || 'not ready';
}
