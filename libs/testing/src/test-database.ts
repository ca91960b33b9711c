import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { MessagingSettings } from '@throughline/messaging/messaging-settings';
import { Outbox } from '@throughline/messaging/outbox';
import { OutboxBell } from '@throughline/messaging/outbox-bell';
import { QuietProbe } from '@throughline/messaging/quiet-probe';
import type { Classes, Migrations, ServiceDataSource } from '@throughline/persistence/data-source';
import { serviceDataSource } from '@throughline/persistence/data-source';
import type { PersistenceSettings } from '@throughline/persistence/persistence-settings';
import { platformMigrations } from '@throughline/persistence/platform-tables';
import { SandboxTimeStore } from '@throughline/persistence/sandbox-time-store';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { escapeIdentifier } from 'pg';

import { DatabaseShelf } from './database-shelf';
import { testServerUrl } from './test-server';

export interface TestDatabaseOptions {
  /** Default: `sample`. */
  service?: string;
  /** The service's own migrations; the platform's come first by themselves. */
  migrations?: Migrations;
  entities?: Classes;
  /** Business time to begin with; it stands still until `setNow`. Absent: the wall clock. */
  now?: Date;
  poolSize?: number;
}

/** An event as it lies in the outbox. */
export interface StoredEvent {
  seq: string;
  id: string;
  aggregatetype: string;
  aggregateid: string;
  type: string;
  topic: string;
  key: string;
  payload: any;
  headers: Record<string, string>;
}

/** A throw-away database with the tables of one service; `drop` it in `afterAll`. */
export class TestDatabase {
  readonly transactions: TransactionRunner;
  readonly probe = new QuietProbe();
  readonly bell = new OutboxBell();
  readonly outbox: Outbox;
  readonly deadlines: DeadlineBooks;

  constructor(
    /** Reaches everything, as the owner. */
    readonly owner: ServiceDataSource,
    readonly dataSource: ServiceDataSource,
    readonly settings: PersistenceSettings,
    readonly ownerUrl: string,
    private readonly shelf?: DatabaseShelf,
  ) {
    this.transactions = new TransactionRunner(dataSource, settings);
    this.outbox = new Outbox(this.messagingSettings, this.bell, this.probe);
    this.deadlines = new DeadlineBooks(this.transactions, this.outbox);
  }

  /** For `DATABASE_URL_<SERVICE>`. */
  get url(): string {
    return this.settings.url;
  }

  get messagingSettings(): MessagingSettings {
    return { service: this.settings.service, tenant: 'test', sandbox: this.settings.sandbox, brokers: [] };
  }

  /** Rows of one statement, sent by the owner with the service's tables in reach. */
  async query<T = any>(sql: string, params: unknown[] = []): Promise<T[]> {
    return this.owner.query(sql, params);
  }

  /** Business time, also backwards; only where the database was made with `now`. */
  async setNow(at: Date): Promise<void> {
    await this.query('UPDATE sandbox.time SET now = $1', [at]);
  }

  get sandboxTime(): SandboxTimeStore {
    return new SandboxTimeStore(this.owner);
  }

  /** Everything that was appended to the outbox, in order. */
  async events(): Promise<StoredEvent[]> {
    return this.query('SELECT seq, id, aggregatetype, aggregateid, type, topic, key, payload, headers FROM outbox ORDER BY seq');
  }

  /** Types of the events without `throughline.` and version, in order: `['lead.captured', 'lead.claimed']`. */
  async facts(): Promise<string[]> {
    return (await this.events()).map((event) => event.type.replace(/^throughline\./, '').replace(/\.v\d+$/, ''));
  }

  /** Forgets what is in these tables (default: outbox and audit), and what hangs on it. */
  async truncate(...tables: string[]): Promise<void> {
    const names = tables.length > 0 ? tables : ['outbox', 'audit'];
    const trail = names.includes('audit') ? ['audit', 'audit_seal'] : [];
    const guards = (what: string): string => trail.map((name) => `ALTER TABLE ${name} ${what} TRIGGER ${name}_append_only;`).join(' ');
    const all = [...new Set([...names, ...trail])].map((name) => escapeIdentifier(name)).join(', ');
    await this.query(`${guards('DISABLE')} TRUNCATE ${all} CASCADE; ${guards('ENABLE')}`);
  }

  /** Its address leads nowhere from now on. Where nothing speaks against it, another test is given what is left of it, wiped. */
  async drop(): Promise<void> {
    await this.dataSource.destroy();
    if (this.shelf) await this.shelf.putBack(this.owner, this);
    else await this.owner.destroy();
  }
}

export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { service = 'sample', entities = [], now } = options;
  const shelf = new DatabaseShelf(testServerUrl(), { service, migrations: allMigrations(options.migrations), sandbox: now !== undefined });
  const { ownerUrl, url } = await shelf.take();

  const settings = { service, url, sandbox: now !== undefined, poolSize: options.poolSize ?? 10 };
  const [owner, dataSource] = await Promise.all([
    serviceDataSource({ ...settings, url: ownerUrl, owner: true, poolSize: 2 }).initialize(),
    serviceDataSource(settings, entities).initialize(),
  ]);
  const database = new TestDatabase(owner, dataSource, settings, ownerUrl, shelf);
  if (now) await database.setNow(now);
  return database;
}

function allMigrations(own: Migrations = []): Function[] {
  const list = (Array.isArray(own) ? own : Object.values(own)) as Function[];
  return [...platformMigrations, ...list.filter((migration) => !platformMigrations.includes(migration as (typeof platformMigrations)[number]))];
}
