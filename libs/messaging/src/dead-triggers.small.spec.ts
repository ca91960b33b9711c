import { defineEvent } from '@throughline/events/event-definition';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { rootLogger } from '@throughline/observability/logger';
import { InMemoryKafka } from '@throughline/testing/in-memory-kafka';
import { z } from 'zod';

import { deadLetter } from './dead-letter';
import { replayDeadTriggers } from './dead-triggers';

const started = defineEvent('sample', 'started', 'Something begins.', z.object({ n: z.number() }), { topic: 'throughline.sample' });
const letters = 'throughline.dlq.triggers';

describe('dead letters of the triggers', () => {
  let kafka: InMemoryKafka;
  let handled: string[];
  let bad = new Set<number>();

  const trigger = (consumer: string) => ({
    consumer,
    on: [started],
    handle: async ({ data, correlationId }: ReceivedEvent<{ n: number }>) => {
      if (bad.has(data.n)) throw new Error(`not ${data.n}`);
      handled.push(`${consumer} ${data.n} of ${correlationId}`);
    },
  });
  const triggers = () => [trigger('start-story'), trigger('tell-story')];
  /** As the trigger consumer leaves it behind. */
  const letter = (consumer: string, n: number) =>
    deadLetter(
      kafka,
      'triggers',
      consumer,
      {
        topic: 'throughline.sample',
        partition: 0,
        offset: String(n),
        key: `key ${n}`,
        value: JSON.stringify({ n }),
        headers: {
          ce_specversion: '1.0',
          ce_id: `00000000-0000-7000-8000-00000000000${n}`,
          ce_source: 'urn:throughline:demo:sample',
          ce_type: started.type,
          ce_subject: `sample/key ${n}`,
          ce_time: '2026-01-05T00:00:00.000Z',
          ce_recordedtime: '2026-01-05T00:00:00.000Z',
          ce_sequence: '1',
          ce_tenantid: 'demo',
          ce_correlationid: 'deal-1',
        },
      },
      new Error('Temporal refused it'),
      rootLogger('triggers'),
    );

  beforeEach(async () => {
    kafka = new InMemoryKafka();
    handled = [];
    for (const n of [2, 3]) for (const consumer of ['start-story', 'tell-story']) await letter(consumer, n);
  });

  it('are handed to their own trigger, in order, as part of their deal, and only once', async () => {
    expect(await replayDeadTriggers(kafka, triggers())).toEqual({ replayed: 4, stillFailing: [] });
    expect(handled).toEqual(['start-story 2 of deal-1', 'tell-story 2 of deal-1', 'start-story 3 of deal-1', 'tell-story 3 of deal-1']);
    expect(await replayDeadTriggers(kafka, triggers())).toEqual({ replayed: 0, stillFailing: [] });
  });

  it('stay where they fail again, and do not keep others waiting', async () => {
    bad = new Set([2]);
    const report = await replayDeadTriggers(kafka, triggers());
    expect(report.replayed).toBe(2);
    expect(report.stillFailing).toEqual([
      { consumer: 'start-story', key: 'key 2', error: 'not 2' },
      { consumer: 'tell-story', key: 'key 2', error: 'not 2' },
    ]);
    bad.clear();
    expect((await replayDeadTriggers(kafka, triggers())).stillFailing).toEqual([]);
    expect(handled).toEqual(expect.arrayContaining(['start-story 2 of deal-1', 'tell-story 2 of deal-1']));
    expect(await replayDeadTriggers(kafka, triggers())).toEqual({ replayed: 0, stillFailing: [] });
  });

  it('can be chosen by consumer and key; the others wait on', async () => {
    await replayDeadTriggers(kafka, triggers(), { consumer: 'tell-story', key: 'key 3' });
    expect(handled).toEqual(['tell-story 3 of deal-1']);
    expect((await replayDeadTriggers(kafka, triggers())).replayed).toBe(4);
  });

  it('of a trigger that is no more are reported', async () => {
    const report = await replayDeadTriggers(kafka, [trigger('start-story')]);
    expect([report.replayed, report.stillFailing.map(({ consumer }) => consumer)]).toEqual([2, ['tell-story', 'tell-story']]);
  });

  it('that are none end the replay at once', async () => {
    const empty = new InMemoryKafka();
    await empty.ensureTopics([{ name: letters, partitions: 1, compacted: false }]);
    expect(await replayDeadTriggers(empty, triggers())).toEqual({ replayed: 0, stillFailing: [] });
  });
});
