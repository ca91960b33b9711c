import { eventually } from '@throughline/testing/eventually';
import { testDatabase } from '@throughline/testing/test-database';
import type { TestDatabase } from '@throughline/testing/test-database';

import { OutboxReader } from './outbox-reader';
import { RelayLease } from './relay-lease';

let database: TestDatabase;
let lease: RelayLease;
beforeAll(async () => {
  database = await testDatabase();
  lease = await RelayLease.open('sample', database.url, () => undefined);
});
afterAll(async () => {
  await lease.close();
  await database.drop();
});

const append = (...keys: string[]): Promise<void> =>
  database.transactions.run((tx) =>
    database.outbox.append(tx, keys.map((key) => ({ type: 't', topic: 't', aggregate: 'a', aggregateId: key, sequence: 1, key, data: {} }))),
  );

/** Draws its numbers now, commits when told. */
async function lateWriter(key: string): Promise<() => Promise<void>> {
  let commit: () => void = () => undefined;
  const told = new Promise<void>((resolve) => (commit = resolve));
  let drawn: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (drawn = resolve));
  const finished = database.transactions.run(async (tx) => {
    await database.outbox.append(tx, { type: 't', topic: 't', aggregate: 'a', aggregateId: key, sequence: 1, key, data: {} });
    drawn();
    await told;
  });
  await ready;
  return async () => {
    commit();
    await finished;
  };
}

describe('reading the outbox', () => {
  it('lets the low-water mark rise only over what has been published', async () => {
    const reader = await OutboxReader.from(lease.client);
    const finish = await lateWriter('late');
    await append('a', 'b');
    const first = await reader.read([]);
    await append('c');
    const second = await reader.read(first.seqs);
    await reader.mark(first);
    await finish();
    await reader.mark(second);
    expect([first, second].map((batch) => batch.records.map((record) => record.key))).toEqual([['a', 'b'], ['c']]);

    // The late row is lower than all of them: found, but not sent yet.
    const third = await reader.read([]);
    expect(third.records.map((record) => record.key)).toEqual(['late']);
    expect(reader.position).toBeLessThan(BigInt(third.seqs[0] as string));
    await reader.read(third.seqs);
    expect(reader.position).toBeLessThan(BigInt(third.seqs[0] as string));

    await reader.mark(third);
    // Other databases of the server have open transactions too: sooner or later they are younger than ours.
    await eventually(async () => {
      await append('d');
      await reader.mark(await reader.read([]));
      await reader.read([]);
      return reader.position >= BigInt(second.seqs[0] as string);
    });
  });

  it('keeps what was left when a relay starts anew', async () => {
    await append('e');
    const before = await (await OutboxReader.from(lease.client)).read([]);
    const again = await (await OutboxReader.from(lease.client)).read([]);
    expect(again).toEqual(before);
    expect(before.records.map((record) => record.key)).toEqual(['e']);
  });
});
