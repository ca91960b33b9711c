import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import type { Migrations, ServiceDataSource } from '@throughline/persistence/data-source';
import { migrateSandbox } from '@throughline/persistence/migrate-sandbox';
import { migrateService } from '@throughline/persistence/migrate-service';
import { serviceDataSource } from '@throughline/persistence/data-source';
import { workRole } from '@throughline/persistence/row-reach';
import { Client, escapeIdentifier } from 'pg';

import { noteSlate, wipe } from './clean-slate';

/** What a throw-away database holds when a test is given it. */
export interface Contents {
  service: string;
  /** In order; starts with the platform's. */
  migrations: Function[];
  /** With a business time that can be moved. */
  sandbox: boolean;
}

interface Taken {
  ownerUrl: string;
  url: string;
}

/**
 * Databases of one run of Jest with the same contents. To make one takes as long as many a test: whoever needs one is given what another has
 * done with, wiped and under a new name, so that nothing that still runs for that other test finds it. test/databases/ names the run and drops
 * its databases after the last test; elsewhere (benches) each is made anew and dropped.
 */
export class DatabaseShelf {
  private readonly run = process.env.THROUGHLINE_TEST_RUN;
  private readonly label: string;

  constructor(
    private readonly serverUrl: string,
    private readonly contents: Contents,
  ) {
    const { service, migrations, sandbox } = contents;
    // The text of the migrations too: two lists may have classes of the same names.
    const hash = createHash('sha256').update(JSON.stringify([service, sandbox, migrations.map(String)]));
    this.label = `shelf_${this.run}_${hash.digest('hex').slice(0, 12)}`;
  }

  async take(): Promise<Taken> {
    return this.asAdmin(async (admin) => {
      const shelved = this.run && (await this.fromShelf(admin));
      if (shelved) return shelved;
      const taken = this.addressesOf(randomBytes(5).toString('hex'));
      await admin.query(`CREATE DATABASE ${escapeIdentifier(nameIn(taken.ownerUrl))}`);
      await this.fill(taken);
      return taken;
    });
  }

  /** @param owner its connection to the database, which is closed */
  async putBack(owner: ServiceDataSource, { ownerUrl, url }: Taken): Promise<void> {
    const name = nameIn(ownerUrl);
    await this.asAdmin(async (admin) => {
      await owner.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()');
      const clean = this.run !== undefined && (await wipe(owner).catch(() => false));
      await owner.destroy();
      if (clean) return this.rename(admin, name, `${this.label}_${idIn(name)}`);
      await admin.query(`DROP DATABASE ${escapeIdentifier(name)} WITH (FORCE)`);
      for (const role of [workRole(url), decodeURIComponent(new URL(url).username)]) await admin.query(`DROP ROLE ${escapeIdentifier(role)}`);
    });
  }

  private async fromShelf(admin: Client): Promise<Taken | undefined> {
    const { rows } = await admin.query<{ name: string }>('SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)', [`${this.label}_`]);
    for (const { name } of rows) {
      const taken = this.addressesOf(idIn(name));
      try {
        await this.rename(admin, name, nameIn(taken.ownerUrl));
        return taken;
      } catch {
        // Somebody else was first.
      }
    }
    return undefined;
  }

  /** As soon as nobody is in it: a server needs a moment until it knows who has left. */
  private async rename(admin: Client, from: string, to: string): Promise<void> {
    for (let present = 1; present > 0; ) {
      const { rows } = await admin.query<{ present: number }>('SELECT count(pg_terminate_backend(pid))::int AS present FROM pg_stat_activity WHERE datname = $1', [from]);
      present = rows[0]!.present;
      if (present > 0) await pause(2);
    }
    await admin.query(`ALTER DATABASE ${escapeIdentifier(from)} RENAME TO ${escapeIdentifier(to)}`);
  }

  /** Roles belong to the whole server: each database keeps one of its own, whatever it is called. */
  private addressesOf(id: string): Taken {
    const prefix = `test_${this.run ?? 'alone'}`;
    const owner = new URL(this.serverUrl);
    owner.pathname = `/${prefix}_${this.contents.service}_${randomBytes(3).toString('hex')}_${id}`;
    const service = new URL(owner.href);
    service.username = `${prefix}_${id}_role`;
    service.password = 'test';
    return { ownerUrl: owner.href, url: service.href };
  }

  private async fill({ ownerUrl, url: serviceUrl }: Taken): Promise<void> {
    const { service, migrations, sandbox } = this.contents;
    if (sandbox) await migrateSandbox({ ownerUrl });
    await migrateService({ service, ownerUrl, serviceUrl, migrations: migrations as Migrations });
    if (this.run === undefined) return;
    const owner = await serviceDataSource({ service, url: ownerUrl, owner: true, sandbox, poolSize: 1 }).initialize();
    await noteSlate(owner);
    await owner.destroy();
  }

  private async asAdmin<T>(work: (admin: Client) => Promise<T>): Promise<T> {
    const admin = new Client({ connectionString: this.serverUrl });
    await admin.connect();
    try {
      return await work(admin);
    } finally {
      await admin.end();
    }
  }
}

const nameIn = (url: string): string => new URL(url).pathname.slice(1);
const idIn = (name: string): string => name.slice(name.lastIndexOf('_') + 1);
