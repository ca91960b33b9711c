import { systemPrincipal } from '@throughline/access/principal';
import type { SettingsOf } from '@throughline/config/settings';
import { Outbox } from '@throughline/messaging/outbox';
import { OutboxBell } from '@throughline/messaging/outbox-bell';
import { QuietProbe } from '@throughline/messaging/quiet-probe';
import { serviceDataSource } from '@throughline/persistence/data-source';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { CalendarRepository } from './calendar/calendar.repository';
import { PersonRepository } from './person/person.repository';
import type { SeededCompany } from './seed-company/seed-company.command';
import { SeedCompanyCommand } from './seed-company/seed-company.command';
import { UnitRepository } from './unit/unit.repository';

type SeedSettings = Pick<SettingsOf<'seed'>, 'DATABASE_URL_DIRECTORY' | 'KAFKA_BROKERS' | 'THROUGHLINE_SANDBOX' | 'THROUGHLINE_TENANT'>;

/**
 * For `throughline seed`: adds what is missing of the demo company. The facts lie in the outbox; the running directory service publishes them.
 * Harmless beside it, and when run again.
 */
export async function seedCompany(settings: SeedSettings): Promise<SeededCompany> {
  const persistence = { service: 'directory', url: settings.DATABASE_URL_DIRECTORY, sandbox: settings.THROUGHLINE_SANDBOX, poolSize: 1 };
  const messaging = { service: 'directory', tenant: settings.THROUGHLINE_TENANT, sandbox: settings.THROUGHLINE_SANDBOX, brokers: settings.KAFKA_BROKERS };
  const source = await serviceDataSource(persistence).initialize();
  try {
    const outbox = new Outbox(messaging, new OutboxBell(), new QuietProbe());
    const command = new SeedCompanyCommand(new TransactionRunner(source, persistence), new UnitRepository(), new PersonRepository(), new CalendarRepository(), outbox);
    const seeded = await command.execute(systemPrincipal('seed'));
    // Wakes the relay of a running directory service; without one its slow poll finds them.
    await source.query("SELECT pg_notify('outbox_directory', '')");
    return seeded;
  } finally {
    await source.destroy();
  }
}
