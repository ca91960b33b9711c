import { InMemoryKafka } from '@throughline/testing/in-memory-kafka';

import { GroupMember } from './group-member';
import type { RunningSubscription, Subscription } from './kafka-port';
import { QuietProbe } from './quiet-probe';

/** A broker whose group has not heard of us since it was last heard from. */
class SilentKafka extends InMemoryKafka {
  heardAt = Date.now();
  override subscribe(subscription: Subscription): RunningSubscription {
    return { ...super.subscribe(subscription), silentFor: () => Date.now() - this.heardAt };
  }
}

describe('the watchdog of a consumer group', () => {
  let kafka: SilentKafka;
  let fatal: Error[];
  let member: GroupMember;

  beforeEach(() => {
    jest.useFakeTimers();
    kafka = new SilentKafka();
    fatal = [];
    member = new GroupMember(kafka, 'leads', ['topic'], () => Promise.resolve(), new QuietProbe(), (error) => fatal.push(error));
    member.start();
  });
  afterEach(async () => {
    await member.stop();
    jest.useRealTimers();
  });

  it('ends the process of a group that is silent although its broker answers', async () => {
    await jest.advanceTimersByTimeAsync(80_000);
    expect(fatal[0]?.message).toMatch(/throughline\.leads has been silent/);
  });

  it('leaves alone a group that is heard from', async () => {
    for (let at = 0; at < 20; at += 1) {
      kafka.heardAt = Date.now();
      await jest.advanceTimersByTimeAsync(10_000);
    }
    expect(fatal).toEqual([]);
  });

  it('gives a group time to come back after an outage longer than its patience', async () => {
    kafka.down = true;
    await jest.advanceTimersByTimeAsync(300_000);
    kafka.down = false;
    await jest.advanceTimersByTimeAsync(30_000);
    expect(fatal).toEqual([]);
    kafka.heardAt = Date.now();
    await jest.advanceTimersByTimeAsync(15_000);
    expect(fatal).toEqual([]);
  });

  it('but not for ever', async () => {
    kafka.down = true;
    await jest.advanceTimersByTimeAsync(300_000);
    kafka.down = false;
    await jest.advanceTimersByTimeAsync(100_000);
    expect(fatal.length).toBeGreaterThan(0);
  });
});
