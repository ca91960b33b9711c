import { FewAtOnce } from './few-at-once';
import { hashPassword, inTurn, verifyPassword } from './password-hash';

const settled = () => new Promise((done) => setImmediate(done));

describe('work that only few may do at once', () => {
  it('is done in turn, by so many at once and no more; who would wait too long is sent away', async () => {
    const ends: (() => void)[] = [];
    const turns = new FewAtOnce(2, 3, () => new Error('busy'));
    const work = jest.fn((name: number) => new Promise<number>((done, fail) => ends.push(() => (name === 1 ? fail(new Error('failed')) : done(name)))));
    const all = Promise.allSettled([1, 2, 3, 4, 5, 6].map((name) => turns.run(() => work(name))));
    for (const started of [2, 3, 4, 5, 5, 5]) {
      await settled();
      expect(work).toHaveBeenCalledTimes(started);
      ends.shift()?.();
    }
    expect((await all).map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error).message))).toEqual(['failed', 2, 3, 4, 5, 'busy']);
    // Nothing of it stays taken.
    expect(await Promise.all([turns.run(async () => 'a'), turns.run(async () => 'b')])).toEqual(['a', 'b']);
  });
});

it('checks passwords in turn, and sends a flood of them away', async () => {
  const kept = await hashPassword('a sentence of mine');
  expect(await verifyPassword(kept, 'a sentence of mine')).toBe(true);
  const flood = await Promise.allSettled(Array.from({ length: 80 }, () => inTurn(() => verifyPassword(undefined, 'a guess'))));
  expect(flood.filter(({ status }) => status === 'rejected').map((one) => (one as PromiseRejectedResult).reason.code)).toEqual(Array(14).fill('sign_in.busy'));
  expect(await inTurn(() => verifyPassword(kept, 'a sentence of mine'))).toBe(true);
});
