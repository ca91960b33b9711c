import { Shared } from './shared';

describe('what is shared', () => {
  const log: string[] = [];
  let faults = 0;
  const shared = new Shared(
    async () => {
      if (faults > 0) throw new Error(`fault ${faults--}`);
      log.push('made');
      return log.length;
    },
    async (thing) => void log.push(`let go of ${thing}`),
  );
  beforeEach(() => void log.splice(0));

  it('is made once for all who ask, and let go of after the last', async () => {
    expect(await Promise.all([shared.take(), shared.take()])).toEqual([1, 1]);
    await shared.leave();
    expect(await shared.take()).toBe(1);
    await shared.leave();
    expect(log).toEqual(['made']);
    await shared.leave();
    expect(log).toEqual(['made', 'let go of 1']);
    expect(await shared.take()).toBe(3);
    await shared.leave();
  });

  it('is tried again by the next one who asks, when it could not be made', async () => {
    faults = 1;
    expect((await Promise.allSettled([shared.take(), shared.take()])).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await shared.take()).toBe(1);
    await shared.leave();
    expect(log).toEqual(['made', 'let go of 1']);
  });
});
