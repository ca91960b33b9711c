import type { OutgoingRecord } from '@throughline/messaging/kafka-port';

import { EventRecorder } from './event-recorder';
import { InMemoryKafka } from './in-memory-kafka';

const record = (id: string, time: string, type: string): OutgoingRecord => ({
  topic: 'throughline.lead',
  key: 'l1',
  value: '{}',
  headers: {
    ce_id: id,
    ce_source: '/throughline/test/leads',
    ce_type: type,
    ce_subject: 'lead/l1',
    ce_time: time,
    ce_recordedtime: time,
    ce_sequence: '1',
    ce_correlationid: 'l1',
    ce_tenantid: 'test',
  },
});

it('records each event once, from its start on, in order of business time', async () => {
  const kafka = new InMemoryKafka();
  await kafka.publishBatch([record('0', '2026-03-01T00:00:00Z', 'throughline.lead.captured.v1')]);
  const recorder = await EventRecorder.start([], ['throughline.lead'], kafka);
  const claimed = record('1', '2026-03-02T00:00:00Z', 'throughline.lead.claimed.v1');
  const recycled = record('2', '2026-03-09T00:00:00Z', 'throughline.lead.recycled.v1');
  await kafka.publishBatch([recycled, claimed, claimed]);
  await recorder.until((event) => event.id === '1');
  await recorder.stop();
  expect(recorder.facts('l1')).toEqual(['lead.claimed', 'lead.recycled']);
  expect(recorder.since(new Date('2026-03-03T00:00:00Z')).map((event) => event.id)).toEqual(['2']);
  expect(recorder.deliveries).toHaveLength(3);
});
