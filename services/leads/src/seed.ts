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
  name: 'Open pool',
  orgPath: '1.',
  policy: openPoolPolicy,
  hiddenFields: ['email', 'phone'],
};

/**
 * For `throughline seed`: opens the demo company's pool where it is missing. The fact lies in the outbox; the running service publishes it, and the
 * reconciler starts the pool's clock. Harmless beside it, and when run again.
 */
export async function seedPool(settings: SettingsOf<'seed'>): Promise<{ pools: number }> {
  const persistence = { service: 'leads', url: settings.DATABASE_URL_LEADS, sandbox: settings.THROUGHLINE_SANDBOX, poolSize: 1 };
  const messaging = { service: 'leads', tenant: settings.THROUGHLINE_TENANT, sandbox: settings.THROUGHLINE_SANDBOX, brokers: settings.KAFKA_BROKERS };
  const source = await serviceDataSource(persistence, leadEntities).initialize();
  try {
    const transactions = new TransactionRunner(source, persistence);
    const outbox = new Outbox(messaging, new OutboxBell(), new QuietProbe());
    const policies = new PolicyRepository();
    const pools = new PoolRepository(new PeopleBook(transactions), policies, transactions);
    const command = new OpenPoolCommand(transactions, pools, policies, new DeadlineBooks(transactions, outbox), outbox);
    const opened = await command.execute(openPool, settings.THROUGHLINE_TENANT);
    // Wakes the relay of a running service; without one its slow poll finds the fact.
    await source.query("SELECT pg_notify('outbox_leads', '')");
    return { pools: opened ? 1 : 0 };
  } finally {
    await source.destroy();
  }
}
