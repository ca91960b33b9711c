import { sharedLook } from './shared-look';

interface Look {
  ids: string[];
  end: (error?: Error) => void;
}

function looking() {
  const looks: Look[] = [];
  const look = sharedLook(
    (ids) =>
      new Promise<Map<string, string>>((resolve, reject) => {
        const found = new Map(ids.filter((id) => id !== 'missing').map((id) => [id, `${id} at look ${looks.length + 1}`]));
        looks.push({ ids, end: (error) => (error ? reject(error) : resolve(found)) });
      }),
  );
  return { look, looks };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a shared look', () => {
  it('is taken at once by who is alone, and shared by all who come while it is on its way', async () => {
    const { look, looks } = looking();
    const first = look('a');
    await turn();
    const others = [look('b'), look('a'), look('missing')];
    await turn();
    expect(looks.map(({ ids }) => ids)).toEqual([['a']]);
    looks[0]!.end();
    expect(await first).toBe('a at look 1');
    await turn();
    expect(looks.map(({ ids }) => ids)).toEqual([['a'], ['b', 'a', 'missing']]);
    looks[1]!.end();
    expect(await Promise.all(others)).toEqual(['b at look 2', 'a at look 2', undefined]);
  });

  it('that fails is heard by those who share it, and by nobody after them', async () => {
    const { look, looks } = looking();
    const two = [look('a'), look('b')];
    await turn();
    const later = look('a');
    looks[0]!.end(new Error('connection lost'));
    await Promise.all(two.map((one) => expect(one).rejects.toThrow('connection lost')));
    await turn();
    looks[1]!.end();
    expect(await later).toBe('a at look 2');
  });
});
