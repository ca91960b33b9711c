import { Readable } from 'node:stream';

/** Bytes that may wait for a reader: who reads so slowly is dropped, and comes back with the last id that he has seen. */
const mostWaiting = 512 * 1024;

/** What one reader is sent, in the form of Server-Sent Events. */
export class ChangeStream extends Readable {
  /** All changes up to here have been told, or are nothing to him. */
  position = 0n;
  /** It hears what is passed on; before that it is told what it missed. */
  live = false;
  private ended = false;

  constructor(readonly personId: string) {
    super({ highWaterMark: mostWaiting });
    // A reader who goes away is no fault.
    this.on('error', () => undefined);
  }

  override _read(): void {
    // What there is to tell comes by itself.
  }

  /** How long the reader waits before he comes back; each another time, so that not all come at once. */
  hello(): void {
    this.write(`retry: ${2_000 + Math.floor(Math.random() * 3_000)}\n\n`);
  }

  tell(event: string, data: unknown, id?: bigint): void {
    this.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** Keeps proxies from thinking that nobody is there, and tells how far he is. */
  beat(): void {
    this.write(`: alive\nid: ${this.position}\n\n`);
  }

  /** What is waiting is still sent. */
  end(): void {
    if (!this.ended && !this.destroyed) this.push(null);
    this.ended = true;
  }

  private write(text: string): void {
    if (this.destroyed || this.ended) return;
    this.push(text);
    if (this.readableLength > mostWaiting) this.destroy();
  }
}
