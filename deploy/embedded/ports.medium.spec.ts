import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portIsFree, Ports } from './ports';

describe('Choosing ports', () => {
  let state: string;
  beforeEach(() => (state = mkdtempSync(join(tmpdir(), 'ports-'))));
  afterEach(() => rmSync(state, { recursive: true }));
  const allBut = (...taken: number[]) => (port: number) => Promise.resolve(!taken.includes(port));

  it('takes the usual one, or the next that is free', async () => {
    const ports = new Ports(state, allBut(5432, 5433));
    expect(await ports.choose('postgres', 5432)).toBe(5434);
    expect(await ports.choose('kafka', 9092)).toBe(9092);
  });

  it('never gives one port to two', async () => {
    const ports = new Ports(state, allBut());
    const chosen = await Promise.all([ports.choose('kafka', 9092), ports.choose('kafka-controller', 9092), ports.choose('ui', 9092)]);
    expect(chosen).toEqual([9092, 9093, 9094]);
  });

  it('remembers its choice, so that addresses stay the same when the usual port becomes free', async () => {
    await new Ports(state, allBut(7233)).choose('temporal', 7233);
    expect(await new Ports(state, allBut()).choose('temporal', 7233)).toBe(7234);
  });

  it('keeps clear of what another of its names was given last time', async () => {
    await new Ports(state, allBut(7233)).choose('temporal', 7233);
    expect(await new Ports(state, allBut(7233)).choose('other', 7233)).toBe(7235);
  });

  it('chooses again where the remembered one is taken', async () => {
    await new Ports(state, allBut()).choose('temporal', 7233);
    expect(await new Ports(state, allBut(7233)).choose('temporal', 7233)).toBe(7234);
  });

  it('does not trust a broken memory', async () => {
    writeFileSync(join(state, 'ports.json'), '{"temporal": "7233; rm", "kafka": 99999999');
    expect(await new Ports(state, allBut()).choose('temporal', 7233)).toBe(7233);
  });

  it('says so where nothing is free', async () => {
    await expect(new Ports(state, () => Promise.resolve(false)).choose('kafka', 9092)).rejects.toThrow('no free port for kafka between 9092 and 9291');
  });

  it('sees a listener on 127.0.0.1', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await portIsFree(port)).toBe(false);
    await new Promise((resolve) => server.close(resolve));
    expect(await portIsFree(port)).toBe(true);
  });
});
