import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimPort, portIsFree, Ports } from './ports';

describe('Choosing ports', () => {
  let state: string;
  beforeEach(() => (state = mkdtempSync(join(tmpdir(), 'ports-'))));
  afterEach(() => rmSync(state, { recursive: true }));
  const allBut = (...taken: number[]) => (port: number) => Promise.resolve(taken.includes(port) ? undefined : () => undefined);

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
    await expect(new Ports(state, () => Promise.resolve(undefined)).choose('kafka', 9092)).rejects.toThrow('no free port for kafka between 9092 and 9291');
  });

  it('sees a listener on 127.0.0.1', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await portIsFree(port)).toBe(false);
    expect(await claimPort(port)).toBeUndefined();
    await new Promise((resolve) => server.close(resolve));
    expect(await portIsFree(port)).toBe(true);
  });

  describe('beside others that choose in the same moment', () => {
    const roles = ['postgres', 'kafka', 'kafka-controller', 'temporal', 'ui', 'gateway', 'leads', 'worker'];
    const side = (number: number) => {
      const folder = join(state, `stack-${number}`);
      mkdirSync(folder);
      return new Ports(folder);
    };

    it('gives five installations forty different ports, and the same again after a stop', async () => {
      const stacks = [1, 2, 3, 4, 5].map(side);
      const chooseAll = (all: Ports[]) => Promise.all(all.flatMap((ports) => roles.map((role) => ports.choose(role, 21_000))));
      const chosen = await chooseAll(stacks);
      expect(new Set(chosen).size).toBe(40);
      stacks.forEach((ports) => ports.release());
      const again = [1, 2, 3, 4, 5].map((number) => new Ports(join(state, `stack-${number}`)));
      expect(await chooseAll(again)).toEqual(chosen);
      again.forEach((ports) => ports.release());
    });

    it('keeps clear of another process until that ends, however it ends', async () => {
      const mine = side(1);
      const port = await mine.choose('gateway', 22_000);
      mine.release();
      const claim = `require('node:dgram').createSocket('udp4').bind({ port: ${port}, address: '127.0.0.1' }, () => console.log('held'))`;
      const other = spawn(process.execPath, ['-e', claim], { stdio: ['ignore', 'pipe', 'inherit'] });
      await new Promise((held) => other.stdout.once('data', held));
      expect(await claimPort(port)).toBeUndefined();
      const ended = new Promise((gone) => other.once('exit', gone));
      other.kill('SIGKILL');
      await ended;
      const letGo = await claimPort(port);
      expect(letGo).toBeDefined();
      letGo!();
    });

    it('gives another port where the first turned out to be taken after all', async () => {
      const ports = side(1);
      const port = await ports.choose('kafka', 23_000);
      ports.refuse('kafka', port);
      expect(await ports.choose('kafka', 23_000)).toBeGreaterThan(port);
      ports.release();
    });
  });
});
