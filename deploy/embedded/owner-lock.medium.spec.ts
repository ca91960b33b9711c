import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownerOf, ownStateDirectory } from './owner-lock';
import { identify } from './process-identity';

describe('One parent for one state directory', () => {
  let state: string;
  beforeEach(() => (state = mkdtempSync(join(tmpdir(), 'owner-'))));
  afterEach(() => rmSync(state, { recursive: true }));

  it('refuses a second parent, and says how to go on', () => {
    const letGo = ownStateDirectory(state);
    expect(() => ownStateDirectory(state)).toThrow(new RegExp(`in use by another Throughline \\(process ${process.pid}\\)[\\s\\S]*THROUGHLINE_STATE`));
    letGo();
    expect(ownerOf(state)).toBeUndefined();
    ownStateDirectory(state)();
  });

  it('takes over from a parent that was killed, even if its pid is in use again', () => {
    writeFileSync(join(state, 'owner.json'), JSON.stringify({ ...identify(process.ppid), startedAt: 'long-ago:1' }));
    const letGo = ownStateDirectory(state);
    expect(ownerOf(state)?.pid).toBe(process.pid);
    letGo();
  });
});
