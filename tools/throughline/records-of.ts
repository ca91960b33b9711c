import { databaseFindings } from '@throughline/deadlines/database-findings';
import type { Finding } from '@throughline/observability/finding';
import { openDatabase } from './service-database';
import type { DataService } from './service-registry';

const words: Partial<Record<Finding['check'], string>> = {
  deadlines: 'deadlines are late for more than a minute',
  outbox: 'events wait for more than a minute to be published',
  'dead-letters': 'events could not be handled: throughline events replay-dead-letters',
  seals: 'lines of the audit trail are under no seal for more than five minutes',
};

/** Throws where the records of a service tell that something stands still; the service itself need not run. */
export async function requireNothingStandsStill(service: DataService, url: string, sandbox: boolean): Promise<void> {
  const database = await openDatabase(service, url, sandbox);
  try {
    const bad = (await database.transactions.read(databaseFindings)).filter(({ ok }) => !ok);
    if (bad.length > 0) throw new Error(bad.map(({ check, count }) => `${count} ${words[check] ?? check}`).join('; '));
  } finally {
    await database.close();
  }
}
