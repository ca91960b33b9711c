import { concurrencyErrors } from '@throughline/errors/common-errors';
import { withContext } from '@throughline/observability/context';
import type { IdempotencyContext } from '@throughline/observability/context';
import { testDatabase } from '@throughline/testing/test-database';
import type { TestDatabase } from '@throughline/testing/test-database';

import type { WriteTx } from './transaction';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await database.query('CREATE TABLE note (id text CONSTRAINT note_unique PRIMARY KEY, text text NOT NULL, at timestamptz NOT NULL, xid xid8 NOT NULL)');
  await database.query('GRANT ALL ON note TO PUBLIC');
});
beforeEach(() => database.query('TRUNCATE note, idempotency'));
afterAll(() => database.drop());

/** Two writes of a kind need names of their own. */
const note = (id: string, text = 'text', kind = 'first') => ({
  name: `note-${kind}`,
  into: kind,
  sql: `${kind} AS (INSERT INTO note (id, text, at, xid) SELECT $1, $2, now, pg_current_xact_id() FROM moment)`,
  params: [id, text],
});
const keep = (id: string, answer: unknown = { id }) =>
  database.transactions.runInOneStatement(async (tx) => {
    await tx.write(note(id));
    return answer;
  });
const notes = async () => (await database.query('SELECT id FROM note ORDER BY id')).map(({ id }: { id: string }) => id);
const request = (key: string, body = 'body'): IdempotencyContext => ({ key, personId: 'p1', route: 'POST /notes', requestHash: body });
const asRequest = <T>(idempotency: IdempotencyContext, work: () => Promise<T>) => withContext({ idempotency }, work);

describe('a transaction of one statement', () => {
  it('writes everything at one instant, in one transaction', async () => {
    const before = Date.now();
    await database.transactions.runInOneStatement(async (tx) => {
      await Promise.all([tx.write(note('a', "it's $1", 'first')), tx.write(note('b', 'b', 'second'))]);
    });
    const rows = await database.query('SELECT text, at, xid FROM note ORDER BY id');
    expect(rows.map(({ text }: { text: string }) => text)).toEqual(["it's $1", 'b']);
    expect(rows[0].xid).toBe(rows[1].xid);
    expect(rows[0].at).toEqual(rows[1].at);
    expect(Math.abs(rows[0].at.getTime() - before)).toBeLessThan(60_000);
  });

  it('writes nothing when a part of it fails, and keeps its connection', async () => {
    await keep('a');
    const connections = async () => (await database.query('SELECT pid FROM pg_stat_activity WHERE datname = current_database() ORDER BY pid')).length;
    const before = await connections();
    const both = database.transactions.runInOneStatement(async (tx) => {
      await tx.write(note('b', 'b', 'second'));
      await tx.write(note('a'));
    });
    await expect(both).rejects.toMatchObject({ constraint: 'note_unique' });
    expect([await notes(), await connections()]).toEqual([['a'], before]);
  });

  it('sends nothing when the work throws', async () => {
    const refused = database.transactions.runInOneStatement(async (tx) => {
      await tx.write(note('a'));
      throw new Error('second thoughts');
    });
    await expect(refused).rejects.toThrow('second thoughts');
    expect(await notes()).toEqual([]);
  });

  it('joins the transaction around it', async () => {
    const outer = database.transactions.run(async (tx) => {
      await keep('a');
      expect(await tx.query('SELECT id FROM note')).toEqual([{ id: 'a' }]);
      throw new Error('outer fails');
    });
    await expect(outer).rejects.toThrow('outer fails');
    expect(await notes()).toEqual([]);
  });

  it('runs its hooks after the commit and never after a failure', async () => {
    const seen: string[] = [];
    const kept = (id: string) =>
      database.transactions.runInOneStatement(async (tx) => {
        tx.afterCommit(() => seen.push(id));
        await tx.write(note(id));
      });
    await kept('a');
    await kept('a').catch(() => undefined);
    expect(seen).toEqual(['a']);
  });

  it('refuses what is written after its end', async () => {
    let late: WriteTx | undefined;
    await database.transactions.runInOneStatement(async (tx) => {
      late = tx;
      await tx.write(note('a'));
    });
    await expect(late!.write(note('b'))).rejects.toThrow('has ended');
  });
});

describe('a transaction of one statement in a sandbox', () => {
  it('takes the stored instant, also under an idempotency key', async () => {
    const at = new Date('2026-03-01T09:30:00.123Z');
    const sandbox = await testDatabase({ now: at });
    await sandbox.query('CREATE TABLE note (id text PRIMARY KEY, text text, at timestamptz, xid xid8)');
    await sandbox.query('GRANT ALL ON note TO PUBLIC');
    const kept = (id: string) => sandbox.transactions.runInOneStatement((tx) => tx.write(note(id)));
    await kept('a');
    await asRequest(request('k0'), () => kept('b'));
    const rows = await sandbox.query('SELECT at FROM note');
    await sandbox.drop();
    expect(rows).toEqual([{ at }, { at }]);
  });
});

describe('an idempotency key of one statement', () => {
  it('gives the second request the first answer without doing it again', async () => {
    const first = await asRequest(request('k1'), () => keep('a', { text: "it's \\ ' \" \u4e2d" }));
    const repetition = request('k1');
    const second = await asRequest(repetition, () => keep('b'));
    expect(second).toEqual(first);
    expect(repetition).toMatchObject({ used: true, replayed: true });
    expect(await notes()).toEqual(['a']);
  });

  it('takes effect once when ten requests come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => asRequest(request('k2'), () => keep(`n${n}`))));
    expect(new Set(answers.map((answer) => (answer as { id: string }).id)).size).toBe(1);
    expect(await notes()).toHaveLength(1);
  });

  it('is told before a broken constraint: the repetition breaks it too', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => asRequest(request('k3'), () => keep('a'))));
    expect(answers).toEqual([{ id: 'a' }, { id: 'a' }, { id: 'a' }]);
  });

  it('is refused with another body', async () => {
    await asRequest(request('k4', 'one'), () => keep('a'));
    await expect(asRequest(request('k4', 'two'), () => keep('b'))).rejects.toMatchObject({ code: 'idempotency.key_reused' });
    expect(await notes()).toEqual(['a']);
  });

  it('is in flight while another request holds it', async () => {
    const held = database.owner.createQueryRunner();
    await held.startTransaction();
    await held.query("INSERT INTO idempotency (person_id, route, key, request_hash) VALUES ('p1', 'POST /notes', 'k5', 'body')");
    await expect(asRequest(request('k5'), () => keep('a'))).rejects.toMatchObject({ code: 'idempotency.in_flight' });
    const other = (id: string) => held.query('INSERT INTO note (id, text, at, xid) VALUES ($1, $1, now(), pg_current_xact_id())', [id]);
    await other('b');
    await expect(asRequest(request('k9'), () => keep('b'))).rejects.toMatchObject({ code: 'concurrency.busy' });
    await held.rollbackTransaction();
    await held.release();
    expect(await asRequest(request('k5'), () => keep('a'))).toEqual({ id: 'a' });
  });

  it('is answered also where the work would refuse by now', async () => {
    await asRequest(request('k6'), () => keep('a'));
    const refusing = () => database.transactions.runInOneStatement<unknown>(() => Promise.reject(concurrencyErrors.busy()));
    expect(await asRequest(request('k6'), refusing)).toEqual({ id: 'a' });
    await expect(asRequest(request('k7'), refusing)).rejects.toMatchObject({ code: 'concurrency.busy' });
  });

  it('is free again when the work failed, and counts for the first transaction only', async () => {
    await keep('a');
    await expect(asRequest(request('k8'), () => keep('a'))).rejects.toMatchObject({ constraint: 'note_unique' });
    await asRequest(request('k8'), async () => {
      await keep('b');
      await keep('c');
    });
    expect(await notes()).toEqual(['a', 'b', 'c']);
  });
});
