import { cacheShare, shareCacheAmong } from './cache-share';

describe('the cache of a process', () => {
  const before = process.env.TEMPORAL_MAX_CACHED_WORKFLOWS;
  beforeEach(() => void (process.env.TEMPORAL_MAX_CACHED_WORKFLOWS = '900'));
  afterEach(() => {
    shareCacheAmong(1);
    if (before === undefined) delete process.env.TEMPORAL_MAX_CACHED_WORKFLOWS;
    else process.env.TEMPORAL_MAX_CACHED_WORKFLOWS = before;
  });

  it('belongs to its one queue, or is divided among all of them', () => {
    expect(cacheShare()).toBe(900);
    shareCacheAmong(5);
    expect(cacheShare()).toBe(180);
    expect(5 * cacheShare()).toBeLessThanOrEqual(900);
  });

  it('leaves each queue a few, and is 1,000 where nothing is set', () => {
    shareCacheAmong(500);
    expect(cacheShare()).toBe(10);
    shareCacheAmong(0);
    delete process.env.TEMPORAL_MAX_CACHED_WORKFLOWS;
    expect(cacheShare()).toBe(1_000);
  });
});
