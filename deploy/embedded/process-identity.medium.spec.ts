import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify, isAlive, signalGroup, stopProcess } from './process-identity';

async function sleeper() {
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  await once(child, 'spawn');
  return { child, identity: identify(child.pid as number)! };
}

describe('Who a process is', () => {
  it('knows a living process again, and a dead one not', async () => {
    const { child, identity } = await sleeper();
    expect(isAlive(identity)).toBe(true);
    const ended = once(child, 'exit');
    await stopProcess(identity, 'SIGTERM', 2_000);
    await ended;
    expect(isAlive(identity)).toBe(false);
    expect(identify(identity.pid)).toBeUndefined();
  });

  it('never signals a stranger who got the pid later', async () => {
    const { child, identity } = await sleeper();
    const recordedLongAgo = { ...identity, startedAt: 'another-boot:1' };
    expect(signalGroup(recordedLongAgo, 'SIGKILL')).toBe(false);
    await stopProcess(recordedLongAgo, 'SIGKILL', 100);
    expect(isAlive(identity)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  it('reads the start time of a program whose name has blanks and brackets', async () => {
    // The kernel's line is "pid (name) state …"; the name is whatever the program calls itself.
    const folder = mkdtempSync(join(tmpdir(), 'identity-'));
    const program = join(folder, 'a) b (c');
    symlinkSync('/bin/sleep', program);
    const child = spawn(program, ['60'], { detached: true, stdio: 'ignore' });
    await once(child, 'spawn');
    expect(readFileSync(`/proc/${child.pid}/stat`, 'utf8')).toContain('(a) b (c)');
    expect(identify(child.pid as number)?.startedAt).toMatch(/\d+$/);
    child.kill('SIGKILL');
    await once(child, 'exit');
    rmSync(folder, { recursive: true });
  });

  it('kills what does not go when asked to', async () => {
    const child = spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)"], { detached: true });
    await once(child.stdout, 'data');
    const identity = identify(child.pid as number)!;
    const ended = once(child, 'exit');
    await stopProcess(identity, 'SIGTERM', 200);
    expect((await ended)[1]).toBe('SIGKILL');
  });
});
