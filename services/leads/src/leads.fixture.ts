import type { INestApplicationContext } from '@nestjs/common';
import type { Principal, Role } from '@throughline/access/principal';
import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { serviceDataSource } from '@throughline/persistence/data-source';
import type { LeadPolicy } from '@throughline/policy/lead-policy';
import { serviceOn } from '@throughline/testing/service-on-database';
import { TestDatabase, testDatabase } from '@throughline/testing/test-database';
import { v7 as uuidv7 } from 'uuid';
import type { CaptureLead } from './capture-lead/capture-lead.dto';
import { CaptureLeadCommand } from './capture-lead/capture-lead.command';
import { leadEntities, leadProviders } from './leads.providers';
import { leadMigrations } from './migrations/lead-migrations';
import { OpenPoolCommand } from './open-pool/open-pool.command';
import { accountsClock } from './account/account-standing';
import { openPool } from './seed';
import { policyBook } from './work-policies/policies.activities';

/** 25 March 2026, a Wednesday, 10:00 in Shanghai: the first day of the worked example. */
export const day0 = new Date('2026-03-25T02:00:00Z');
export const days = (n: number, from = day0): Date => new Date(from.getTime() + n * 86_400_000);

export interface Options {
  /** Absent: the wall clock. */
  now?: Date;
  policy?: LeadPolicy;
  /** Of the company; that of China where absent. */
  calendar?: WorkingCalendar;
}

/** Everything of the service but HTTP, Kafka and Temporal, on a database of its own, with one pool. Business time stands still. */
export class LeadsOnPostgres {
  readonly poolId = openPool.id;

  private constructor(
    readonly database: TestDatabase,
    private readonly app: INestApplicationContext,
  ) {}

  static async start({ now, policy = openPool.policy, calendar = chinaCalendar(2026, 2026) }: Options = {}): Promise<LeadsOnPostgres> {
    const database = await testDatabase({ service: 'leads', migrations: leadMigrations, entities: leadEntities, ...(now && { now }) });
    const app = await serviceOn(database, leadProviders);
    const service = new LeadsOnPostgres(database, app);
    await database.query('INSERT INTO known_calendar (id, version, calendar) VALUES ($1, 1, $2)', [calendar.id, calendar]);
    await database.transactions.run((tx) => database.deadlines.register(tx, [accountsClock('test'), policyBook('test')]));
    await service.get(OpenPoolCommand).execute({ ...openPool, policy }, 'test');
    return service;
  }

  get<T>(type: abstract new (...args: never[]) => T): T {
    return this.app.get(type as never);
  }

  /** Somebody whom the people book knows. */
  async person(role: Role, unitPath = '1.1.1.', managerId?: string): Promise<Principal> {
    const personId = uuidv7();
    const name = `${role} ${personId.slice(-4)}`;
    await this.database.query(
      'INSERT INTO known_person (id, name, roles, unit_path, manager_id, active, version) VALUES ($1, $2, $3, $4, $5, true, 1)',
      [personId, name, [role], unitPath, managerId ?? null],
    );
    return { personId, name, roles: [role], unitPath, tenant: 'test' };
  }

  /** A new free lead; answers with its id. */
  async lead(by: Principal, fields: Partial<CaptureLead> = {}): Promise<string> {
    const { leadId } = await this.get(CaptureLeadCommand).execute({ companyName: `Company ${uuidv7()}`, phoneCountry: 'CN', ...fields }, by);
    return leadId;
  }

  /** Another instance of the service on the same database, with connections of its own; `stop` it alone. */
  async beside(): Promise<{ get: LeadsOnPostgres['get']; stop: () => Promise<void> }> {
    const { owner, settings, ownerUrl } = this.database;
    const dataSource = await serviceDataSource(settings, leadEntities).initialize();
    const app = await serviceOn(new TestDatabase(owner, dataSource, settings, ownerUrl), leadProviders);
    const stop = async () => {
      await app.close();
      await dataSource.destroy();
    };
    return { get: (type) => app.get(type as never), stop };
  }

  /** The service in a process of its own, on the database of a test: `JSON.stringify` of `service.whereabouts` names it. */
  static async attach({ settings, ownerUrl }: LeadsOnPostgres['whereabouts']): Promise<LeadsOnPostgres> {
    const [owner, dataSource] = await Promise.all([
      serviceDataSource({ ...settings, url: ownerUrl, owner: true, poolSize: 2 }).initialize(),
      serviceDataSource(settings, leadEntities).initialize(),
    ]);
    const database = new TestDatabase(owner, dataSource, settings, ownerUrl);
    return new LeadsOnPostgres(database, await serviceOn(database, leadProviders));
  }

  get whereabouts(): Pick<TestDatabase, 'settings' | 'ownerUrl'> {
    const { settings, ownerUrl } = this.database;
    return { settings, ownerUrl };
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }
}
