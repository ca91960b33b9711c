import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { reasonOf } from './engine-failure';
import type { Release } from './releases';
import { notHere, type NotHere, type Say } from './resolve-program';
import { runProgram } from './run-program';

/** How long the first byte may take. Where there is no way to the net, a connection attempt may hang for minutes; a person should not wait for that. */
const FIRST_BYTE_MS = 4_000;
const STALL_MS = 20_000;

/** @returns the pinned checksum for this machine, or in words why there is none. */
export function pinnedChecksum(release: Release, env: NodeJS.ProcessEnv = process.env): string | NotHere {
  const machine = `${process.platform}-${process.arch}`;
  const sum = (release.checksumVariable && env[release.checksumVariable]) || release.checksums[machine] || release.checksums['any'];
  return sum ? sum.toLowerCase() : notHere(`no checksum is pinned for ${machine}${release.checksumVariable ? ` (${release.checksumVariable} would give one)` : ''}`);
}

/**
 * Fetches an official archive, checks it and unpacks it into a folder.
 * @returns undefined when done, or in words why not. Fails within 5 seconds where the host cannot be reached.
 */
export async function fetchRelease(release: Release, into: string, say: Say, signal?: AbortSignal): Promise<NotHere | undefined> {
  const checksum = pinnedChecksum(release);
  if (typeof checksum !== 'string') return checksum;
  const host = new URL(release.url).host;
  say(`asking ${host} for the official release`);
  const stop = new AbortController();
  const abort = () => stop.abort(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  let timer = setTimeout(() => stop.abort(new Error(`no answer within ${FIRST_BYTE_MS / 1000} s`)), FIRST_BYTE_MS);
  try {
    const response = await fetch(release.url, { signal: stop.signal, redirect: 'follow' });
    if (!response.ok || !response.body) return notHere(`${host} answered ${response.status}`);
    const total = Number(response.headers.get('content-length') ?? 0);
    let bytes = 0;
    const watch = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        clearTimeout(timer);
        timer = setTimeout(() => stop.abort(new Error(`the download stalled for ${STALL_MS / 1000} s`)), STALL_MS);
        say('downloading the official release', undefined, `${Math.round(bytes / 1e6)}${total ? ` of ${Math.round(total / 1e6)}` : ''} MB`);
        done(null, chunk);
      },
    });
    const archive = join(into, 'release.tar.gz');
    await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), watch, createWriteStream(archive), { signal: stop.signal });
    clearTimeout(timer);
    const actual = await digest(archive, release.algorithm);
    if (actual !== checksum) return notHere(`the archive from ${host} has the wrong ${release.algorithm} (${actual}); it was thrown away`);
    await runProgram('tar', ['-xzf', archive, '-C', into], { signal });
    rmSync(archive);
    return undefined;
  } catch (error) {
    signal?.throwIfAborted();
    return notHere(`${host} cannot be reached: ${reasonOf(stop.signal.aborted ? stop.signal.reason : error)}`);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

async function digest(file: string, algorithm: string): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
