import { PeopleBook } from '@throughline/access/people-book';
import type { SettingsOf } from '@throughline/config/settings';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { Outbox } from '@throughline/messaging/outbox';
import { OutboxBell } from '@throughline/messaging/outbox-bell';
import { QuietProbe } from '@throughline/messaging/quiet-probe';
import { serviceDataSource } from '@throughline/persistence/data-source';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { openPoolPolicy } from '@throughline/policy/default-policies';
import { leadEntities } from './leads.providers';
import type { OpenPool } from './open-pool/open-pool.command';
import { OpenPoolCommand } from './open-pool/open-pool.command';
import { PolicyRepository } from './policy/policy.repository';
import { PoolRepository } from './pool/pool.repository';

/** The pool of the demo company, open to the whole group. Its id is fixed, so that it is opened once. */
export const openPool: OpenPool = {
  id: '0199d000-0000-7000-8003-000000000001',
  key: 'open-pool',
  name: 'Open pool',
  orgPath: '1.',
  policy: openPoolPolicy,
  hiddenFields: ['email', 'phone'],
};

/** For `throughline seed`: the demo company's pool, where it is missing. */
export function seedPool(settings: SettingsOf<'seed'>): Promise<{ pools: number }> {
  return openPools(settings, [openPool]);
}

/**
 * Opens those of the pools that are missing. The facts lie in the outbox; the running service publishes them, and the reconciler starts a pool's clock.
 * Harmless beside it, and when run again. @returns how many are new
 */
export async function openPools(settings: SettingsOf<'seed'>, wanted: readonly OpenPool[]): Promise<{ pools: number }> {
  const persistence = { service: 'leads', url: settings.DATABASE_URL_LEADS, sandbox: settings.THROUGHLINE_SANDBOX, poolSize: 1 };
  const messaging = { service: 'leads', tenant: settings.THROUGHLINE_TENANT, sandbox: settings.THROUGHLINE_SANDBOX, brokers: settings.KAFKA_BROKERS };
  const source = await serviceDataSource(persistence, leadEntities).initialize();
  try {
    const transactions = new TransactionRunner(source, persistence);
    const outbox = new Outbox(messaging, new OutboxBell(), new QuietProbe());
    const policies = new PolicyRepository();
    const pools = new PoolRepository(new PeopleBook(transactions), policies, transactions);
    const command = new OpenPoolCommand(transactions, pools, policies, new DeadlineBooks(transactions, outbox), outbox);
    let opened = 0;
    for (const pool of wanted) if (await command.execute(pool, settings.THROUGHLINE_TENANT)) opened += 1;
    // Wakes the relay of a running service; without one its slow poll finds the facts.
    await source.query("SELECT pg_notify('outbox_leads', '')");
    return { pools: opened };
  } finally {
    await source.destroy();
  }
}
