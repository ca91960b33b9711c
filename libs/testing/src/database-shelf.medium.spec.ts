import { Client } from 'pg';

import type { TestDatabase } from './test-database';
import { testDatabase } from './test-database';

/** Its migrations write as well, as those of services do. */
class Shelf1766000000000 {
  name = 'Shelf1766000000000';
  async up(runner: { query(sql: string): Promise<unknown> }): Promise<void> {
    await runner.query(`CREATE TABLE box (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, content text NOT NULL, length int GENERATED ALWAYS AS (length(content)) STORED)`);
    await runner.query(`CREATE TABLE lid (box int NOT NULL REFERENCES box)`);
    await runner.query(`INSERT INTO box (content) VALUES ('hat'), ('shoes')`);
  }
  async down(): Promise<void> {}
}
const another = () => testDatabase({ service: 'shelf', migrations: [Shelf1766000000000], now: new Date('2026-03-01T00:00:00Z') });
const same = (one: TestDatabase, other: TestDatabase): boolean => new URL(one.url).username === new URL(other.url).username;
const content = (database: TestDatabase) => database.query('SELECT * FROM box ORDER BY id');
const asMade = [{ id: 1, content: 'hat', length: 3 }, { id: 2, content: 'shoes', length: 5 }];

async function after(use: (first: TestDatabase) => Promise<unknown>): Promise<{ reused: boolean; second: TestDatabase; first: TestDatabase }> {
  const first = await another();
  await use(first);
  await first.drop();
  const second = await another();
  return { first, second, reused: same(first, second) };
}

describe('a throw-away database', () => {
  it('that another test has had is as its migrations made it', async () => {
    const { reused, second } = await after(async (first) => {
      await first.query(`INSERT INTO box (content) VALUES ('cat'); UPDATE box SET content = 'glove' WHERE id = 1; DELETE FROM box WHERE id = 2; INSERT INTO lid VALUES (3)`);
      await first.transactions.run((tx) => first.outbox.append(tx, { type: 't', topic: 't', aggregate: 'a', aggregateId: 'a', sequence: 1, key: 'a', data: {} }));
      await first.setNow(new Date('2027-01-01T00:00:00Z'));
    });
    expect(reused).toBe(true);
    expect(await content(second)).toEqual(asMade);
    expect(await second.query('SELECT * FROM lid')).toEqual([]);
    expect([await second.events(), await second.query('SELECT * FROM audit')]).toEqual([[], []]);
    expect(await second.transactions.run((tx) => Promise.resolve(tx.now))).toEqual(new Date('2026-03-01T00:00:00Z'));
    expect(await second.query(`INSERT INTO box (content) VALUES ('bag') RETURNING id`)).toEqual([{ id: 3 }]);
    await second.drop();
  });

  it.each([
    ['a table', 'ALTER TABLE box ADD COLUMN colour text'],
    ['a rule', 'ALTER TABLE box ADD CONSTRAINT short CHECK (length < 50)'],
    ['a right', 'GRANT DELETE ON audit TO PUBLIC'],
    ['a trigger', 'ALTER TABLE audit DISABLE TRIGGER audit_append_only'],
    ['an index', 'CREATE INDEX box_content ON box (content)'],
    ['a function', 'CREATE FUNCTION one() RETURNS int LANGUAGE sql RETURN 1'],
    ['very much in it', `INSERT INTO box (content) SELECT repeat('x', 1000) FROM generate_series(1, 2000)`],
  ])('is not given to another test when one has changed %s', async (_what, sql) => {
    const { reused, second } = await after((first) => first.query(sql));
    expect(reused).toBe(false);
    expect(await content(second)).toEqual(asMade);
    await second.drop();
  });

  it('is not reached by those who know its old address', async () => {
    const { first, reused, second } = await after(() => Promise.resolve());
    expect(reused).toBe(true);
    const late = new Client({ connectionString: first.url });
    await expect(late.connect()).rejects.toMatchObject({ code: '3D000' });
    await second.drop();
  });

  it('is given to one alone, however many ask', async () => {
    const [one, other] = await Promise.all([another(), another()]);
    await Promise.all([one.drop(), other.drop()]);
    const several = await Promise.all([another(), another(), another()]);
    expect(new Set(several.map(({ url }) => url)).size).toBe(3);
    for (const database of several) expect(await content(database)).toEqual(asMade);
    await Promise.all(several.map((database) => database.drop()));
  });
});
