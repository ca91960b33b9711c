import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { dirname, join } from 'node:path';

/**
 * Chooses ports on 127.0.0.1: the one used last time, else the usual one, else the next free one above it. What was chosen is written
 * to `ports.json` in the state directory, so addresses stay the same from start to start.
 */
export class Ports {
  private readonly file: string;
  private remembered: Record<string, number>;
  private readonly taken = new Set<number>();
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    stateDir: string,
    private readonly isFree: (port: number) => Promise<boolean> = portIsFree,
  ) {
    this.file = join(stateDir, 'ports.json');
    this.remembered = readRemembered(this.file);
  }

  /**
   * @param name what the port is for, e.g. `postgres`
   * @param usual the port a person would expect
   * @returns a port that nobody listens on and that this object has not given to anyone else. One choice at a time.
   */
  choose(name: string, usual: number): Promise<number> {
    const choice = this.queue.then(() => this.chooseNow(name, usual));
    this.queue = choice.catch(() => undefined);
    return choice;
  }

  /** Forgets a choice that turned out to be taken after all (somebody was quicker); the next choice will be another. */
  refuse(name: string, port: number): void {
    this.taken.add(port);
    delete this.remembered[name];
  }

  private async chooseNow(name: string, usual: number): Promise<number> {
    const last = this.remembered[name];
    const candidates = [...(last ? [last] : []), ...Array.from({ length: 200 }, (_, offset) => usual + offset)];
    for (const port of candidates) {
      if (port > 65_535 || this.taken.has(port) || this.promisedToAnother(name, port)) continue;
      if (!(await this.isFree(port))) continue;
      this.taken.add(port);
      this.remembered = { ...this.remembered, [name]: port };
      this.write();
      return port;
    }
    throw new Error(`no free port for ${name} between ${usual} and ${usual + 199} on 127.0.0.1`);
  }

  private promisedToAnother(name: string, port: number): boolean {
    return Object.entries(this.remembered).some(([other, theirs]) => other !== name && theirs === port);
  }

  private write(): void {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(`${this.file}.new`, `${JSON.stringify(this.remembered, null, 2)}\n`);
    renameSync(`${this.file}.new`, this.file);
  }
}

/** @returns whether nobody listens on this port, neither on 127.0.0.1 nor on all addresses (where only a connection attempt tells). */
export async function portIsFree(port: number): Promise<boolean> {
  if (await answers(port)) return false;
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** @returns whether somebody accepts TCP connections there within the time (milliseconds). */
export function answers(port: number, host = '127.0.0.1', withinMs = 500): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    const finish = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(withinMs, () => finish(false));
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
  });
}

function readRemembered(file: string): Record<string, number> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null) return {};
    return Object.fromEntries(Object.entries(parsed).filter(([, port]) => Number.isInteger(port) && port > 0 && port < 65_536)) as Record<string, number>;
  } catch {
    return {};
  }
}
