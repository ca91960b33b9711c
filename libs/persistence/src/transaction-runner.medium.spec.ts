import { withContext } from '@throughline/observability/context';
import type { IdempotencyContext } from '@throughline/observability/context';
import { testDatabase } from '@throughline/testing/test-database';
import type { TestDatabase } from '@throughline/testing/test-database';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await database.query(`CREATE TABLE account (id text PRIMARY KEY, balance int NOT NULL, version int NOT NULL DEFAULT 1)`);
  await database.query(`GRANT ALL ON account TO PUBLIC`);
});
beforeEach(async () => {
  await database.query(`TRUNCATE account, idempotency`);
  await database.query(`INSERT INTO account (id, balance) VALUES ('a', 0), ('b', 0)`);
});
afterAll(() => database.drop());

const balance = async (id: string) => (await database.query(`SELECT balance FROM account WHERE id = $1`, [id]))[0].balance as number;
const deposit = (id: string) =>
  database.transactions.run(async (tx) => {
    await tx.query(`UPDATE account SET balance = balance + 1 WHERE id = $1`, [id]);
    return { id };
  });
const request = (key: string, body = 'body'): IdempotencyContext => ({ key, personId: 'p1', route: 'POST /deposits', requestHash: body });
const asRequest = <T>(idempotency: IdempotencyContext, work: () => Promise<T>) => withContext({ idempotency }, work);

describe('a transaction', () => {
  it('commits all of its work or nothing', async () => {
    await deposit('a');
    await expect(
      database.transactions.run(async (tx) => {
        await tx.query(`UPDATE account SET balance = 99`);
        throw new Error('second thoughts');
      }),
    ).rejects.toThrow('second thoughts');
    expect([await balance('a'), await balance('b')]).toEqual([1, 0]);
  });

  it('is joined by the work inside it', async () => {
    await expect(
      database.transactions.run(async () => {
        await deposit('a');
        throw new Error('outer fails');
      }),
    ).rejects.toThrow('outer fails');
    expect(await balance('a')).toBe(0);
  });

  it('is undone when joined work failed, also if its error is swallowed', async () => {
    const outer = database.transactions.run(async (tx) => {
      await deposit('a');
      await database.transactions.run(() => Promise.reject(new Error('inner'))).catch(() => undefined);
      await tx.query('SELECT 1');
    });
    await expect(outer).rejects.toThrow('inner');
    expect(await balance('a')).toBe(0);
  });

  it('is joined by a peek inside it; a peek by itself sees what is committed', async () => {
    const peek = async () => (await database.transactions.peek<{ balance: number }>('peek-account', `SELECT balance FROM account WHERE id = $1`, ['a']))[0]!.balance;
    await database.transactions.run(async (tx) => {
      await tx.query(`UPDATE account SET balance = 7 WHERE id = 'a'`);
      expect(await peek()).toBe(7);
    });
    expect(await peek()).toBe(7);
    await expect(database.transactions.peek('peek-nothing', 'SELECT 1/0', [])).rejects.toThrow('division by zero');
    expect(await peek()).toBe(7);
  });

  it('writes as one statement what is written without waiting, and into the same one after the other', async () => {
    const first = { name: 'one', into: 'account', sql: `one AS (UPDATE account SET balance = $1::int FROM moment WHERE id = 'a')`, params: [5] };
    const copied = (into: string) => ({ name: `copy-${into}`, into, sql: `copied AS (UPDATE account SET balance = (SELECT balance FROM account WHERE id = 'a') + 1 FROM moment WHERE id = 'b')`, params: [] });
    await database.transactions.run(async (tx) => {
      const written = [tx.write(first), tx.write(copied('elsewhere'))];
      expect(await tx.query('SELECT balance FROM account ORDER BY id')).toEqual([{ balance: 5 }, { balance: 1 }]);
      await Promise.all(written);
      await Promise.all([tx.write({ ...first, params: [7] }), tx.write(copied('account'))]);
    });
    expect([await balance('a'), await balance('b')]).toEqual([7, 8]);
  });

  it('is undone when one of what is written together fails, and each of them hears it', async () => {
    const told: string[] = [];
    const failing = { name: 'nought', into: 'elsewhere', sql: `nought AS (UPDATE account SET id = NULL FROM moment WHERE id = 'b')`, params: [] };
    const first = { name: 'one', into: 'account', sql: `one AS (UPDATE account SET balance = $1::int FROM moment WHERE id = 'a')`, params: [5] };
    const both = database.transactions.run((tx) => Promise.all([first, failing].map((write) => tx.write(write).catch((error: Error) => told.push(error.message)))));
    await expect(both).rejects.toThrow();
    expect([told.length, await balance('a')]).toEqual([2, 0]);
  });

  it('is not joined by others side by side', async () => {
    await Promise.all([deposit('a'), deposit('b').then(() => Promise.reject(new Error('x'))).catch(() => undefined), deposit('a')]);
    expect(await balance('a')).toBe(2);
  });

  it('says so when an ignored statement has failed in it', async () => {
    const run = database.transactions.run(async (tx) => {
      await tx.query(`UPDATE account SET balance = 5 WHERE id = 'a'`);
      await tx.query('SELECT nonsense').catch(() => undefined);
    });
    await expect(run).rejects.toThrow('rolled back');
    expect(await balance('a')).toBe(0);
  });

  it('refuses a query that comes after its end', async () => {
    let late: () => Promise<unknown> = () => Promise.resolve();
    await database.transactions.run((tx) => {
      late = () => tx.query('SELECT 1');
      return Promise.resolve();
    });
    await expect(late()).rejects.toThrow('has ended');
  });

  it('runs its hooks after the commit and never after a rollback', async () => {
    const seen: string[] = [];
    await database.transactions.run((tx) => {
      tx.afterCommit(() => seen.push('committed'));
      return Promise.resolve();
    });
    await database.transactions
      .run((tx) => {
        tx.afterCommit(() => seen.push('never'));
        return Promise.reject(new Error('x'));
      })
      .catch(() => undefined);
    expect(seen).toEqual(['committed']);
  });

  it('is tried again after a deadlock, and both sides succeed', async () => {
    const both = (first: string, second: string) =>
      database.transactions.run(async (tx) => {
        await tx.query(`UPDATE account SET balance = balance + 1 WHERE id = $1`, [first]);
        await new Promise((resolve) => setTimeout(resolve, 50));
        await tx.query(`UPDATE account SET balance = balance + 1 WHERE id = $1`, [second]);
      });
    await Promise.all([both('a', 'b'), both('b', 'a')]);
    expect([await balance('a'), await balance('b')]).toEqual([2, 2]);
  });

  it('answers busy when a lock is held for longer than two seconds', async () => {
    const held = database.owner.createQueryRunner();
    await held.startTransaction();
    await held.query(`SELECT 1 FROM account WHERE id = 'a' FOR UPDATE`);
    await expect(deposit('a')).rejects.toMatchObject({ code: 'concurrency.busy' });
    await held.rollbackTransaction();
    await held.release();
  });

  it('reads without being able to write', async () => {
    await expect(database.transactions.read((tx) => tx.query(`UPDATE account SET balance = 1`))).rejects.toMatchObject({ code: '25006' });
  });
});

describe('an idempotency key', () => {
  it('gives the second request the first answer without doing it again', async () => {
    const first = await asRequest(request('k1'), () => deposit('a'));
    const repetition = request('k1');
    const second = await asRequest(repetition, () => deposit('a'));
    expect(second).toEqual(first);
    expect(repetition.replayed).toBe(true);
    expect(await balance('a')).toBe(1);
  });

  it('takes effect once when ten requests come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => asRequest(request('k2'), () => deposit('a'))));
    expect(answers).toEqual(Array.from({ length: 10 }, () => ({ id: 'a' })));
    expect(await balance('a')).toBe(1);
  });

  it('is refused with another body', async () => {
    await asRequest(request('k3', 'one'), () => deposit('a'));
    await expect(asRequest(request('k3', 'two'), () => deposit('a'))).rejects.toMatchObject({ code: 'idempotency.key_reused' });
  });

  it('is free again when the work failed', async () => {
    const failing = asRequest(request('k4'), () => database.transactions.run(() => Promise.reject(new Error('no'))));
    await expect(failing).rejects.toThrow('no');
    await asRequest(request('k4'), () => deposit('a'));
    expect(await balance('a')).toBe(1);
  });

  it('counts for the first transaction of the request only', async () => {
    await asRequest(request('k5'), async () => {
      await deposit('a');
      await deposit('a');
    });
    expect(await balance('a')).toBe(2);
  });

  it('survives quotes and backslashes', async () => {
    const odd = request("it's \\ 'k6'; DROP TABLE account; --");
    const answer = () => database.transactions.run(() => Promise.resolve({ text: "it's \\ ' \" \u4e2d" }));
    await asRequest({ ...odd }, answer);
    expect(await asRequest({ ...odd }, answer)).toEqual({ text: "it's \\ ' \" \u4e2d" });
  });
});

describe('the pool', () => {
  it('outlives the end of its connections, busy and idle', async () => {
    await Promise.all([deposit('a'), deposit('a')]);
    const busy = database.transactions.run(async (tx) => {
      await database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`);
      await tx.query('SELECT 1');
    });
    await expect(busy).rejects.toMatchObject({ code: 'unavailable.database' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await deposit('a');
    expect(await balance('a')).toBe(3);
  });
});
