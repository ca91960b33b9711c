import { testDatabase } from '@throughline/testing/test-database';
import type { TestDatabase } from '@throughline/testing/test-database';

import { migrateService } from './migrate-service';
import { neverDecreases, platformMigrations } from './platform-tables';
import { updateVersioned } from './update-versioned';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ now: new Date('2026-03-01T00:00:00Z') });
});
afterAll(() => database.drop());

const migrate = (service: string) =>
  migrateService({ service, ownerUrl: database.ownerUrl, serviceUrl: database.url.replace('_role:', '_other:'), migrations: platformMigrations });

describe('migrating a service', () => {
  afterAll(async () => {
    const role = decodeURIComponent(new URL(database.url).username).replace(/_role$/, '_other');
    await database.query(`DROP OWNED BY "${role}"`);
    await database.query(`DROP OWNED BY "${role}_work"`);
    await database.query(`DROP ROLE "${role}_work", "${role}"`);
  });

  it('runs each migration once, however many migrate at once', async () => {
    const runs = await Promise.all([migrate('second'), migrate('second'), migrate('third')]);
    expect(runs.map((run) => run.length).sort()).toEqual([0, platformMigrations.length, platformMigrations.length]);
    expect(await migrate('second')).toEqual([]);
  });

  it('gives the service rights on its data, but not on its tables, its audit trail, or the schema of another', async () => {
    const refused = async (sql: string) => expect(database.transactions.run((tx) => tx.query(sql))).rejects.toMatchObject({ code: '42501' });
    await database.transactions.run((tx) => tx.query("INSERT INTO inbox (consumer, source, event_id) VALUES ('c', 's', gen_random_uuid())"));
    await refused('ALTER TABLE outbox ADD COLUMN x int');
    await refused('CREATE TABLE mine (id int)');
    await refused("UPDATE audit SET type = 'x'");
    await refused('DELETE FROM audit');
    await refused('TRUNCATE audit');
    await refused('DELETE FROM migration');
    await refused('SELECT * FROM second.outbox');
    await refused('UPDATE sandbox.time SET now = now()');
  });

  it('refuses an event over 64 KB', async () => {
    const append = (length: number) =>
      database.transactions.run((tx) =>
        database.outbox.append(tx, { type: 't', topic: 't', aggregate: 'a', aggregateId: 'a', sequence: 1, key: 'a', data: { text: 'x'.repeat(length) } }),
      );
    await append(65_000);
    await expect(append(65_536)).rejects.toMatchObject({ constraint: 'outbox_payload_check' });
  });
});

describe('a versioned row', () => {
  beforeAll(async () => {
    await database.query('CREATE TABLE offer (id text PRIMARY KEY, note text, tags jsonb, version int NOT NULL DEFAULT 1)');
    await database.query(neverDecreases('offer'));
    await database.query("INSERT INTO offer (id) VALUES ('o1')");
    await database.query('GRANT ALL ON offer TO PUBLIC');
  });
  const update = (version: number, note: string) =>
    database.transactions.run((tx) => updateVersioned(tx, 'offer', 'o1', version, { note, tags: { by: [note] } }));

  it('is changed by the first of two editors; the second hears the current version', async () => {
    expect(await update(1, 'first')).toBe(2);
    await expect(update(1, 'second')).rejects.toMatchObject({ code: 'concurrency.version_mismatch', details: { data: { currentVersion: 2 } } });
    expect(await database.query('SELECT note, tags FROM offer')).toEqual([{ note: 'first', tags: { by: ['first'] } }]);
  });

  it('never gets a lower version, whoever writes it', async () => {
    await expect(database.query('UPDATE offer SET version = 1')).rejects.toMatchObject({ driverError: { code: '23514' } });
  });
});

describe('business time in a sandbox', () => {
  it('is the stored instant for the whole transaction, and only moves forward', async () => {
    const at = new Date('2026-03-05T08:00:00Z');
    expect(await database.sandboxTime.moveTo(at)).toEqual(at);
    expect(await database.sandboxTime.moveTo(new Date('2026-03-02T00:00:00Z'))).toEqual(at);
    expect(await database.transactions.run((tx) => Promise.resolve(tx.now))).toEqual(at);
  });

  it('knows who wants to be woken next', async () => {
    const { sandboxTime } = database;
    await sandboxTime.register('w1', new Date('2026-03-09T00:00:00Z'));
    await sandboxTime.register('w2', new Date('2026-03-07T00:00:00Z'));
    await sandboxTime.register('w1', new Date('2026-03-06T00:00:00Z'));
    expect(await sandboxTime.next()).toEqual(new Date('2026-03-06T00:00:00Z'));
    await sandboxTime.moveTo(new Date('2026-03-07T00:00:00Z'));
    expect((await sandboxTime.due()).map((wake) => wake.workflowId)).toEqual(['w1', 'w2']);
    await sandboxTime.clear('w1');
    await sandboxTime.clear('w2');
    expect(await sandboxTime.next()).toBeNull();
  });
});
