import { TokenBuckets } from './token-buckets';

describe('token buckets', () => {
  let now = 0;
  const buckets = () => new TokenBuckets({ perSecond: 2, burst: 3 }, () => now);

  it('let a burst through, then as many as are refilled', () => {
    now = 0;
    const subject = buckets();
    expect([1, 2, 3, 4].map(() => subject.take('ann'))).toEqual([0, 0, 0, 1]);
    now = 500;
    expect([subject.take('ann'), subject.take('ann')]).toEqual([0, 1]);
    now = 60_000;
    expect([1, 2, 3, 4].map(() => subject.take('ann'))).toEqual([0, 0, 0, 1]);
  });

  it('are one for each caller', () => {
    now = 0;
    const subject = buckets();
    for (let i = 0; i < 9; i += 1) subject.take('ann');
    expect(subject.take('bob')).toBe(0);
  });

  it('say how long to wait when they are slow', () => {
    now = 0;
    const slow = new TokenBuckets({ perSecond: 0.1, burst: 1 }, () => now);
    expect([slow.take('ann'), slow.take('ann')]).toEqual([0, 10]);
  });
});
