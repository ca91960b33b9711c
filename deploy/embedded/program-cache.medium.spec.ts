import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProgramCache } from './program-cache';

describe('The cache of programs', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'cache-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('makes an entry once, however many want it at the same time', async () => {
    let builds = 0;
    const build = async (into: string) => {
      builds++;
      await new Promise((resolve) => setTimeout(resolve, 50));
      writeFileSync(join(into, 'program'), 'x');
    };
    const paths = await Promise.all([1, 2, 3].map(() => new ProgramCache(folder).make('kafka', build)));
    expect(builds).toBe(1);
    expect(new Set(paths)).toEqual(new Set([join(folder, 'kafka')]));
    expect(readFileSync(join(folder, 'kafka/program'), 'utf8')).toBe('x');
  });

  it('keeps nothing of a build that failed, and builds again', async () => {
    const cache = new ProgramCache(folder);
    const failing = cache.make('kafka', (into) => {
      writeFileSync(join(into, 'half'), '');
      return Promise.reject(new Error('no space'));
    });
    await expect(failing).rejects.toThrow('no space');
    expect(cache.find('kafka')).toBeUndefined();
    await cache.make('kafka', () => Promise.resolve());
    expect(existsSync(join(folder, 'kafka/half'))).toBe(false);
    expect(cache.find('kafka')).toBe(join(folder, 'kafka'));
  });

  it('takes over the lock of a builder that was killed', async () => {
    writeFileSync(join(folder, 'kafka.lock'), JSON.stringify({ pid: process.pid, startedAt: 'long-ago:1' }));
    await new ProgramCache(folder).make('kafka', () => Promise.resolve());
    expect(existsSync(join(folder, 'kafka.lock'))).toBe(false);
  });
});
