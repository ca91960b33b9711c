import { loadSettings, settingsFor } from '@throughline/config/settings';
import { withoutPassword } from '@throughline/embedded/engines';
import { postgresEngine } from '@throughline/embedded/engines/postgres-engine';
import type { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { UsageError } from '../exit-codes';
import { openDatabase } from '../service-database';
import { dataServices, type DataService } from '../service-registry';
import { untilReachable } from '../set-up/until-reachable';

/** @throws UsageError on a name that is no service with a trail */
export function chosenTrails(names: readonly string[] | undefined): DataService[] {
  const known: readonly string[] = dataServices;
  const unknown = (names ?? []).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new UsageError(`No such service: ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  return dataServices.filter((name) => !names || names.includes(name));
}

export interface OpenTrail {
  service: DataService;
  transactions: TransactionRunner;
}

/** The trail of each service in turn, with the service's own address and rights; the service itself need not run. Closed when the next is asked for. */
export async function* openTrails(services: readonly DataService[]): AsyncGenerator<OpenTrail> {
  const settings = loadSettings(settingsFor('audit'));
  for (const service of services) {
    const name = `DATABASE_URL_${service.toUpperCase() as Uppercase<DataService>}` as const;
    const url = settings[name];
    await untilReachable('PostgreSQL', withoutPassword(url), name, () => postgresEngine.probe({ DATABASE_URL: url }));
    const database = await openDatabase(service, url, settings.THROUGHLINE_SANDBOX);
    try {
      yield { service, transactions: database.transactions };
    } finally {
      await database.close();
    }
  }
}
