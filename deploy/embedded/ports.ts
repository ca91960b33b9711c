import { createSocket } from 'node:dgram';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { dirname, join } from 'node:path';

/**
 * Chooses ports on 127.0.0.1: the one used last time, else the usual one, else the next free one above it. What was chosen is written
 * to `ports.json` in the state directory, so addresses stay the same from start to start. Between the choice and the moment when somebody listens
 * there the port is held, so that installations started side by side never choose the same one.
 */
export class Ports {
  private readonly file: string;
  private remembered: Record<string, number>;
  private readonly taken = new Map<number, () => void>();
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    stateDir: string,
    private readonly claim: (port: number) => Promise<(() => void) | undefined> = claimPort,
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
    this.taken.get(port)?.();
    this.taken.set(port, () => undefined);
    delete this.remembered[name];
  }

  /** Lets all its ports go: nobody listens there any more. */
  release(): void {
    this.taken.forEach((letGo) => letGo());
    this.taken.clear();
  }

  private async chooseNow(name: string, usual: number): Promise<number> {
    const last = this.remembered[name];
    const candidates = [...(last ? [last] : []), ...Array.from({ length: 200 }, (_, offset) => usual + offset)];
    for (const port of candidates) {
      if (port > 65_535 || this.taken.has(port) || this.promisedToAnother(name, port)) continue;
      const letGo = await this.claim(port);
      if (!letGo) continue;
      this.taken.set(port, letGo);
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

/**
 * Takes a port if nobody listens there and no other Throughline of this machine has taken it. What is held is the UDP port of the same number, which
 * none of our programs uses: the system gives it to one process only, and takes it back when that ends, however it ends.
 * @returns how to let it go; undefined where it is taken
 */
export async function claimPort(port: number): Promise<(() => void) | undefined> {
  const socket = createSocket('udp4').unref();
  const held = await new Promise<boolean>((resolve) => {
    socket.once('error', () => resolve(false));
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => resolve(true));
  });
  if (held && (await portIsFree(port))) return () => void socket.close();
  socket.close();
  return undefined;
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
