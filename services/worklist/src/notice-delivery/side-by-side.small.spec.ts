import { SideBySide } from './side-by-side';

const settled = () => new Promise((done) => setImmediate(done));

interface Job {
  name: string;
  host: string | null;
}

function office(limits: { most: number; mostOfOneHost: number }, waiting: Job[]) {
  const done: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const troubles: string[] = [];
  const lanes = new SideBySide<Job>(
    limits,
    async (full) => {
      const index = waiting.findIndex(({ host }) => host === null || !full.includes(host));
      if (waiting[index]?.name === 'broken') {
        waiting.splice(index, 1);
        throw new Error('no database');
      }
      return index < 0 ? undefined : waiting.splice(index, 1)[0];
    },
    ({ name }) => new Promise((resolve, reject) => ends.set(name, (error) => (error ? reject(error) : (done.push(name), resolve())))),
    ({ message }) => troubles.push(message),
  );
  const end = async (name: string, error?: Error) => {
    ends.get(name)!(error);
    ends.delete(name);
    await settled();
  };
  return { lanes, end, done, troubles, underWay: () => [...ends.keys()] };
}
const job = (name: string, host: string | null = null): Job => ({ name, host });

it('does so many at once, of one host fewer, and goes on by itself when one has ended', async () => {
  const { lanes, end, underWay } = office({ most: 3, mostOfOneHost: 2 }, [job('a', 'x'), job('b', 'x'), job('c', 'x'), job('d'), job('e', 'y')]);
  await lanes.begin();
  expect(underWay()).toEqual(['a', 'b', 'd']);
  await end('d');
  expect(underWay()).toEqual(['a', 'b', 'e']);
  // The host x hangs: c waits, however many are free.
  await end('e');
  expect(underWay()).toEqual(['a', 'b']);
  await end('a', new Error('refused'));
  expect(underWay()).toEqual(['b', 'c']);
});

it('sees what came while it looked, and goes on after trouble', async () => {
  const waiting = [job('broken')];
  const { lanes, troubles, underWay } = office({ most: 2, mostOfOneHost: 2 }, waiting);
  const looking = lanes.begin();
  waiting.push(job('late'));
  await Promise.all([looking, lanes.begin()]);
  await lanes.begin();
  expect([troubles, underWay()]).toEqual([['no database'], ['late']]);
});

it('begins nothing more once it is to stop, and waits for what is under way', async () => {
  const { lanes, end, done, underWay } = office({ most: 1, mostOfOneHost: 1 }, [job('a'), job('b')]);
  await lanes.begin();
  let stopped = false;
  const stop = lanes.stop().then(() => (stopped = true));
  await settled();
  expect(stopped).toBe(false);
  await end('a');
  await stop;
  expect([done, underWay()]).toEqual([['a'], []]);
});
