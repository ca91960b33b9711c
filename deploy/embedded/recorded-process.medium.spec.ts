import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify, isAlive } from './process-identity';
import { ProcessRecords } from './recorded-process';

describe('Records of what was started', () => {
  const folder = mkdtempSync(join(tmpdir(), 'records-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('finds what a killed parent left behind, and stops it', async () => {
    const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    await once(child, 'spawn');
    new ProcessRecords(folder).record('kafka', child.pid as number);

    const atNextStart = new ProcessRecords(folder);
    const ended = once(child, 'exit');
    expect(await atNextStart.stopLeftovers()).toEqual(['kafka']);
    await ended;
    expect(existsSync(join(folder, 'kafka.json'))).toBe(false);
    expect(await atNextStart.stopLeftovers()).toEqual([]);
  });

  it('leaves a stranger alone whose pid stands in an old record', async () => {
    const stranger = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    await once(stranger, 'spawn');
    const identity = identify(stranger.pid as number)!;
    writeFileSync(join(folder, 'postgres.json'), JSON.stringify({ name: 'postgres', stopSignal: 'SIGKILL', pid: identity.pid, startedAt: 'before-the-reboot:42' }));
    expect(await new ProcessRecords(folder).stopLeftovers()).toEqual([]);
    expect(isAlive(identity)).toBe(true);
    expect(existsSync(join(folder, 'postgres.json'))).toBe(false);
    stranger.kill('SIGKILL');
    await once(stranger, 'exit');
  });

  it('survives a record that was cut short', () => {
    writeFileSync(join(folder, 'temporal.json'), '{"name":"temp');
    expect(new ProcessRecords(folder).leftovers()).toEqual([]);
  });

  it('refuses to take pid 1 or a group number for a process of ours', () => {
    writeFileSync(join(folder, 'odd.json'), JSON.stringify({ name: 'odd', stopSignal: 'SIGKILL', pid: 1, startedAt: identify(1)?.startedAt ?? '' }));
    expect(new ProcessRecords(folder).leftovers()).toEqual([]);
  });
});
