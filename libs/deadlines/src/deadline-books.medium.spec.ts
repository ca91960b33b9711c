import { testDatabase } from '@throughline/testing/test-database';
import type { TestDatabase } from '@throughline/testing/test-database';

import { AsyncResource } from 'node:async_hooks';

import type { Tx } from '@throughline/persistence/transaction';

import type { Dealt } from './deadline-books';
import type { NewDeadline } from './deadline-row';

jest.setTimeout(120_000);

const day = (n: number, hour = 10): Date => new Date(Date.UTC(2026, 2, n, hour));
const book = 'pool:north';
let database: TestDatabase;
/** As another request would: not inside the transaction that is open here. */
const outside = AsyncResource.bind((work: () => void) => work());

beforeAll(async () => {
  database = await testDatabase({ now: day(1) });
});
beforeEach(async () => {
  await database.truncate('outbox', 'audit', 'deadline', 'clock_book');
  await database.setNow(day(1));
  await database.transactions.run((tx) =>
    database.deadlines.register(tx, [{ book, workflowId: 'lead-recycling:test:north', workflowType: 'leadRecycling', queue: 'sample' }]),
  );
});
afterAll(() => database.drop());

const deadline = (subjectId: string, dueAt: Date, kind = 'recycle'): NewDeadline => ({ subjectId, kind, dueAt, because: { rule: 'quiet days' }, version: 1 });
const set = (...rows: NewDeadline[]): Promise<void> => database.transactions.run((tx) => database.deadlines.set(tx, book, rows));
const pokes = async (): Promise<string[]> => (await database.events()).map((event) => event.payload.at as string);

describe('a book of deadlines', () => {
  it('keeps one deadline for each subject', async () => {
    await set(deadline('a', day(5)), deadline('b', day(6)));
    await set(deadline('a', day(9), 'remind'));
    expect(await database.deadlines.nextDue(book)).toEqual({ at: day(6).toISOString() });
    await database.transactions.run((tx) => database.deadlines.clear(tx, book, ['b']));
    expect(await database.deadlines.nextDue(book)).toEqual({ at: day(9).toISOString() });
  });

  it('refuses a book without a clock', async () => {
    await expect(database.transactions.run((tx) => database.deadlines.set(tx, 'pool:unknown', [deadline('a', day(5))]))).rejects.toThrow('not been registered');
  });

  it('pokes the clock only for a deadline earlier than its sleep, and once', async () => {
    await set(deadline('a', day(5)));
    expect(await pokes()).toEqual([day(5).toISOString()]);
    await database.deadlines.nextDue(book);
    await set(deadline('b', day(5)), deadline('c', day(7)));
    expect(await pokes()).toHaveLength(1);
    await set(deadline('d', day(3)), deadline('e', day(4)));
    await set(deadline('f', day(4)));
    expect(await pokes()).toEqual([day(5).toISOString(), day(3).toISOString()]);
    const [, poke] = await database.events();
    expect(poke).toMatchObject({ type: 'throughline.clock.poked.v1', key: 'lead-recycling:test:north', payload: { book, workflowType: 'leadRecycling', queue: 'sample' } });
  });

  it('pokes a clock that sleeps for ever', async () => {
    expect(await database.deadlines.nextDue(book)).toEqual({ at: null });
    await set(deadline('a', day(20)));
    expect(await pokes()).toEqual([day(20).toISOString()]);
  });

  it('never lets an earlier deadline slip between the question and the sleep', async () => {
    await set(deadline('first', day(2)), deadline('far', day(20)));
    expect(await database.deadlines.nextDue(book)).toEqual({ at: day(2).toISOString() });
    await database.transactions.run((tx) => database.deadlines.clear(tx, book, ['first']));
    await database.truncate('outbox');
    // Written while the clock still sleeps until day 2, so nobody is poked; not committed yet when the clock asks again.
    let asking: Promise<{ at: string | null }> | undefined;
    await database.transactions.run(async (tx) => {
      await database.deadlines.set(tx, book, [deadline('near', day(5))]);
      asking = new Promise((resolve, reject) => outside(() => void database.deadlines.nextDue(book).then(resolve, reject)));
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    expect([(await asking)?.at, await pokes()]).toEqual([day(5).toISOString(), []]);
  });

  it('hands out what is due, warnings first, without what others hold', async () => {
    await set(deadline('late', day(2), 'recycle'), deadline('early', day(1, 9), 'recycle'), deadline('warn', day(2, 11), 'remind'), deadline('later', day(9)));
    await database.setNow(day(3));
    await database.transactions.run(async (tx) => {
      expect((await database.deadlines.due(tx, book)).map((row) => row.subjectId)).toEqual(['warn', 'early', 'late']);
      expect(await database.query(`SELECT count(*)::int AS n FROM (SELECT FROM deadline WHERE due_at <= $1 FOR UPDATE SKIP LOCKED) AS free`, [day(3)])).toEqual([{ n: 0 }]);
    });
    expect(await database.transactions.run((tx) => database.deadlines.due(tx, book, 1))).toMatchObject([{ subjectId: 'warn', kind: 'remind', version: 1 }]);
  });

  it('is worked off in batches, each one transaction: killed in one, it goes on behind the last', async () => {
    await set(deadline('a', day(2), 'remind'), deadline('b', day(2)), deadline('c', day(3)), deadline('d', day(9)));
    await database.setNow(day(4));
    const told: number[] = [];
    let killed = false;
    const batch = async (tx: Tx): Promise<Dealt | undefined> => {
      const due = await database.deadlines.due(tx, book, 2);
      if (due.length === 0) return undefined;
      await database.deadlines.clear(tx, book, due.map(({ subjectId }) => subjectId));
      if (told.length === 1 && !killed) throw (killed = true) && new Error('killed');
      const reminded = due.filter(({ kind }) => kind === 'remind').length;
      return { reminded, ended: due.length - reminded };
    };
    const work = () => database.deadlines.work(book, batch, (done) => told.push(done));
    await expect(work()).rejects.toThrow('killed');
    expect(await work()).toEqual({ reminded: 0, ended: 1, next: { at: day(9).toISOString() } });
    expect(told).toEqual([2, 1]);
  });

  it('tells the reconciler what is late and which clocks must run', async () => {
    expect((await database.deadlines.findings()).books).toEqual([]);
    await set(deadline('a', day(2)), deadline('b', day(9)));
    await database.setNow(new Date(day(2).getTime() + 61_000));
    expect(await database.deadlines.findings()).toEqual({
      overdueMinute: 1,
      books: [{ book, clockWorkflowId: 'lead-recycling:test:north', clockType: 'leadRecycling', queue: 'sample' }],
    });
    expect(await database.deadlines.counts(book, day(20))).toEqual([{ kind: 'recycle', overdue: 1, upcoming: 1 }]);
  });

  it('finds what is due by the index beside 200,000 that sleep', async () => {
    await database.query(
      `INSERT INTO deadline SELECT $1, 's' || n, 'recycle', 1, $2::timestamptz + n * interval '1 second', '{}', 1 FROM generate_series(1, 200000) AS n`,
      [book, day(9)],
    );
    await database.query('ANALYZE deadline');
    await set(deadline('due', day(1, 9)));
    const plan = await database.query(
      `EXPLAIN SELECT book, subject_id, kind, due_at, because, version FROM deadline WHERE book = $1 AND rank = 1 AND due_at <= $2 ORDER BY due_at LIMIT 500 FOR UPDATE SKIP LOCKED`,
      [book, day(1)],
    );
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toContain('Index Scan using deadline_due');
    expect(text).not.toContain('Sort');
    expect(await database.transactions.run((tx) => database.deadlines.due(tx, book))).toMatchObject([{ subjectId: 'due' }]);
  });
});
