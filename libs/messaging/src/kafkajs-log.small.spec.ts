import type { Logger } from '@throughline/observability/logger';
import { logLevel } from 'kafkajs';

import { KafkajsLog } from './kafkajs-log';

describe('what kafkajs says', () => {
  let told: [level: string, text: string][];
  let log: KafkajsLog;
  let now = 0;

  beforeEach(() => {
    told = [];
    now = 1_000_000;
    const tell = (level: string) => (_details: object, text: string) => void told.push([level, text]);
    log = new KafkajsLog({ warn: tell('warn'), debug: tell('debug'), info: tell('info') } as unknown as Logger, () => now);
  });

  const say = (message: string, error?: string, level = logLevel.ERROR) =>
    log.write({ level, namespace: 'Connection', label: 'ERROR', log: { timestamp: '', message, ...(error && { error }) } });

  it.each([
    ['Response EndTxn(key: 26, version: 1)', 'The producer attempted to update a transaction while another concurrent operation on the same transaction was ongoing'],
    ['Response GroupCoordinator(key: 10, version: 2)', 'The group coordinator is not available'],
    ['Response JoinGroup(key: 11, version: 5)', "The coordinator is loading and hence can't process requests for this group"],
    ['Response Heartbeat(key: 12, version: 3)', 'The group is rebalancing, so a rejoin is needed'],
    ['Response OffsetCommit(key: 8, version: 5)', 'This is not the correct coordinator for this group'],
    ['Response Metadata(key: 3, version: 6)', 'There is no leader for this topic-partition as we are in the middle of a leadership election'],
  ])('is no warning where it is tried again by itself: %s %s', (message, error) => {
    say(message, error);
    expect(told).toEqual([['debug', message]]);
  });

  it('is a warning where somebody has to act', () => {
    say('Response Produce(key: 0, version: 7)', 'Not authorized to access topics: [Topic authorization failed]');
    say('Response Metadata(key: 3, version: 6)', 'This server does not host this topic-partition');
    expect(told.map(([level]) => level)).toEqual(['warn', 'warn']);
  });

  it('is said once a minute where the broker is away', () => {
    for (let at = 0; at < 100; at += 1) {
      now += 100;
      say('Connection error: connect ECONNREFUSED 127.0.0.1:9092');
      say('Failed to connect to seed broker, trying another broker from the list: Connection error: connect ECONNREFUSED 127.0.0.1:9092');
    }
    expect(told.filter(([level]) => level === 'warn')).toHaveLength(1);
    now += 60_000;
    say('Connection timeout');
    expect(told.filter(([level]) => level === 'warn')).toHaveLength(2);
  });
});
