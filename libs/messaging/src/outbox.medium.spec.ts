import { withContext } from '@throughline/observability/context';
import { testDatabase } from '@throughline/testing/test-database';
import type { TestDatabase } from '@throughline/testing/test-database';

const now = new Date('2026-03-01T09:30:00.007Z');
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ now });
});
beforeEach(() => database.truncate());
afterAll(() => database.drop());

const event = (key: string) => ({ type: 't', topic: 'topic', aggregate: 'a', aggregateId: key, sequence: 7, key, orgPath: '1.', data: { name: `"${key}" $1 \u4e2d` } });
const operation = { correlationId: 'c1', causationId: 'q1', principal: { personId: 'p1', authType: 'user' as const } };
const audit = () => database.query('SELECT event_id, aggregate_type, aggregate_id, sequence, type, at, actor_type, actor_id, correlation_id, causation_id, data FROM audit ORDER BY seq');

describe('the outbox', () => {
  it('keeps the same of an event whether it comes alone, with others, or in a statement of its own', async () => {
    await withContext(operation, async () => {
      await database.transactions.run((tx) => database.outbox.append(tx, event('alone')));
      await database.transactions.run((tx) => database.outbox.append(tx, [event('first'), event('"second" $5')]));
      // Of two kinds.
      await database.transactions.run((tx) => database.outbox.append(tx, [event('third'), { ...event('fourth'), type: 'u' }]));
      await database.transactions.runInOneStatement((tx) => database.outbox.append(tx, event('own')));
    });
    const events = await database.events();
    const lines = await audit();
    expect(events.map(({ key }) => key)).toEqual(['alone', 'first', '"second" $5', 'third', 'fourth', 'own']);
    for (const [at, { key, id, headers, payload }] of events.entries()) {
      expect(payload).toEqual(event(key).data);
      const told = { ce_id: id, ce_time: now.toISOString(), ce_subject: `a/${key}`, ce_correlationid: 'c1', ce_causationid: 'q1', ce_authid: 'p1', ce_orgpath: '1.' };
      expect(headers).toMatchObject(told);
      expect(Object.keys(headers)).toEqual(Object.keys(events[0]!.headers));
      const who = { actor_type: 'user', actor_id: 'p1', correlation_id: 'c1', causation_id: 'q1' };
      expect(lines[at]).toEqual({ event_id: id, aggregate_type: 'a', aggregate_id: key, sequence: '7', type: key === 'fourth' ? 'u' : 't', at: now, ...who, data: event(key).data });
    }
    for (const type of ['ce_partitionkey', 'ce_sequence', 'ce_type']) expect(events.map(({ headers }) => headers[type])).toEqual(events.map(({ key, type: of }) => ({ ce_partitionkey: key, ce_sequence: '00000000000000000007', ce_type: of })[type]));
  });

  it('refuses an event of more than 64 KB', async () => {
    const large = { ...event('large'), data: { text: 'x'.repeat(65_536) } };
    const append = database.transactions.runInOneStatement((tx) => database.outbox.append(tx, large));
    await expect(append).rejects.toMatchObject({ constraint: 'outbox_payload_check' });
    expect([await database.events(), await audit()]).toEqual([[], []]);
  });
});
