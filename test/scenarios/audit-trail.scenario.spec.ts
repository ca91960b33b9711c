import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { AuditReport } from '@throughline/messaging/audit-verification';
import { rowsOf, settings } from '../installation/company';

const services = ['directory', 'leads', 'opportunities', 'contracts', 'collections', 'worklist'];

async function verify(): Promise<Record<string, AuditReport>> {
  const { stdout } = await promisify(execFile)(process.execPath, ['dist/tools/throughline/main.js', 'audit', 'verify', '--json'], { env: { ...process.env, ...settings() } });
  return (JSON.parse(stdout) as { services: Record<string, AuditReport> }).services;
}

describe('the audit trail of the whole installation', () => {
  it('is sealed while the services run, and verified line by line', async () => {
    let reports = await verify();
    // The services seal within seconds; others may be writing beside us.
    for (const until = Date.now() + 30_000; Object.values(reports).some(({ unsealed }) => unsealed > 0) && Date.now() < until; ) reports = await verify();
    expect(Object.keys(reports)).toEqual(services);
    for (const service of services) {
      const [{ lines }] = (await rowsOf<{ lines: number }>(service, 'SELECT count(*)::int AS lines FROM audit')) as [{ lines: number }];
      expect({ service, ...reports[service] }).toMatchObject({ service, rows: lines, unsealed: 0, faults: [] });
    }
    expect(reports['directory']!.rows).toBeGreaterThan(0);
  }, 60_000);
});
