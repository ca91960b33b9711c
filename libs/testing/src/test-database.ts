import { randomBytes } from 'node:crypto';

import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { MessagingSettings } from '@throughline/messaging/messaging-settings';
import { Outbox } from '@throughline/messaging/outbox';
import { OutboxBell } from '@throughline/messaging/outbox-bell';
import { QuietProbe } from '@throughline/messaging/quiet-probe';
import type { Classes, Migrations, ServiceDataSource } from '@throughline/persistence/data-source';
import { serviceDataSource } from '@throughline/persistence/data-source';
import { migrateSandbox } from '@throughline/persistence/migrate-sandbox';
import { migrateService } from '@throughline/persistence/migrate-service';
import type { PersistenceSettings } from '@throughline/persistence/persistence-settings';
import { platformMigrations } from '@throughline/persistence/platform-tables';
import { workRole } from '@throughline/persistence/row-reach';
import { SandboxTimeStore } from '@throughline/persistence/sandbox-time-store';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { Client, escapeIdentifier } from 'pg';

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
    private readonly serverUrl: string,
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

  async drop(): Promise<void> {
    await Promise.all([this.dataSource.destroy(), this.owner.destroy()]);
    const admin = new Client({ connectionString: this.serverUrl });
    await admin.connect();
    const name = new URL(this.ownerUrl).pathname.slice(1);
    await admin.query(`DROP DATABASE ${escapeIdentifier(name)} WITH (FORCE)`);
    for (const role of [workRole(this.url), decodeURIComponent(new URL(this.url).username)]) await admin.query(`DROP ROLE ${escapeIdentifier(role)}`);
    await admin.end();
  }
}

export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { service = 'sample', entities = [], now } = options;
  const serverUrl = testServerUrl();
  const name = `test_${service}_${randomBytes(5).toString('hex')}`;
  const admin = new Client({ connectionString: serverUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
  await admin.end();

  const ownerUrl = new URL(serverUrl);
  ownerUrl.pathname = `/${name}`;
  const url = new URL(ownerUrl.href);
  // Roles belong to the whole server: each throw-away database has one of its own.
  url.username = `${name}_role`;
  url.password = 'test';
  if (now) await migrateSandbox({ ownerUrl: ownerUrl.href, startAt: now });
  await migrateService({ service, ownerUrl: ownerUrl.href, serviceUrl: url.href, migrations: allMigrations(options.migrations) });

  const settings = { service, url: url.href, sandbox: now !== undefined, poolSize: options.poolSize ?? 10 };
  const [owner, dataSource] = await Promise.all([
    serviceDataSource({ ...settings, url: ownerUrl.href, owner: true, poolSize: 2 }).initialize(),
    serviceDataSource(settings, entities).initialize(),
  ]);
  return new TestDatabase(owner, dataSource, settings, ownerUrl.href, serverUrl);
}

function allMigrations(own: Migrations = []): Migrations {
  const list = Array.isArray(own) ? own : Object.values(own);
  return [...platformMigrations, ...list.filter((migration) => !platformMigrations.includes(migration as (typeof platformMigrations)[number]))];
}
