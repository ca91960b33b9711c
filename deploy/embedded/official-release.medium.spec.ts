import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchRelease, pinnedChecksum } from './official-release';
import { kafkaRelease, temporalRelease, type Release } from './releases';

describe('An official release', () => {
  let folder: string;
  let server: Server;
  let archive: Buffer;
  let release: Release;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'release-'));
    writeFileSync(join(folder, 'program'), '#!/bin/sh\n');
    execFileSync('tar', ['-czf', join(folder, 'a.tgz'), '-C', folder, 'program']);
    archive = readFileSync(join(folder, 'a.tgz'));
    server = createServer((_request, response) => response.end(archive));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.tgz`;
    release = { url, algorithm: 'sha256', checksums: { any: createHash('sha256').update(archive).digest('hex') }, checksumVariable: 'NONE' };
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });
  const into = () => mkdtempSync(join(folder, 'into-'));

  it('is unpacked when its checksum is the pinned one', async () => {
    const target = into();
    expect(await fetchRelease(release, target, () => undefined)).toBeUndefined();
    expect(existsSync(join(target, 'program'))).toBe(true);
  });

  it('is thrown away when its checksum is another', async () => {
    const target = into();
    const refusal = await fetchRelease({ ...release, checksums: { any: 'f'.repeat(64) } }, target, () => undefined);
    expect(refusal?.notHere).toContain('has the wrong sha256');
    expect(existsSync(join(target, 'program'))).toBe(false);
  });

  it('is not even asked for without a checksum', async () => {
    const refusal = await fetchRelease({ ...release, url: 'http://127.0.0.1:1/', checksums: {} }, into(), () => undefined);
    expect(refusal?.notHere).toContain('no checksum is pinned');
  });

  it('fails in words where its host cannot be reached', async () => {
    const refusal = await fetchRelease({ ...release, url: 'http://127.0.0.1:1/a.tgz' }, into(), () => undefined);
    expect(refusal?.notHere).toMatch(/^127\.0\.0\.1:1 cannot be reached: /);
  });

  it('is pinned for Temporal on every platform that it is made for', () => {
    expect(Object.keys(temporalRelease.checksums).sort()).toEqual(['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64']);
    for (const sum of Object.values(temporalRelease.checksums)) expect(sum).toMatch(/^[0-9a-f]{64}$/);
    expect(pinnedChecksum(kafkaRelease, { THROUGHLINE_KAFKA_SHA512: 'ABC' })).toBe('abc');
  });
});
