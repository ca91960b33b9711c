import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importJWK, jwtVerify } from 'jose';

export interface Pushed {
  path: string;
  headers: IncomingHttpHeaders;
  /** What the browser reads. */
  payload: any;
  /** What the sender says of himself. */
  vapid: Record<string, unknown>;
}

const join = (...parts: (string | Uint8Array)[]): Buffer => Buffer.concat(parts.map((part) => Buffer.from(part)));
const derived = (secret: Buffer, salt: Buffer, info: Buffer, bytes: number): Buffer => Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));

/** A browser: it alone can read what is encrypted for it (RFC 8291). */
class Browser {
  private readonly pair = createECDH('prime256v1');
  private readonly own: Buffer;
  private readonly auth = randomBytes(16);
  /** What its push service answers. */
  answer = 201;

  constructor(private readonly endpoint: string) {
    this.own = this.pair.generateKeys();
  }

  /** PushSubscription.toJSON() */
  get subscription() {
    return { endpoint: this.endpoint, expirationTime: null, keys: { p256dh: this.own.toString('base64url'), auth: this.auth.toString('base64url') } };
  }

  read(body: Buffer): unknown {
    const salt = body.subarray(0, 16);
    const sender = body.subarray(21, 21 + body.readUInt8(20));
    const secret = derived(this.pair.computeSecret(sender), this.auth, join('WebPush: info\0', this.own, sender), 32);
    const decipher = createDecipheriv('aes-128-gcm', derived(secret, salt, join('Content-Encoding: aes128gcm\0'), 16), derived(secret, salt, join('Content-Encoding: nonce\0'), 12));
    const sealed = body.subarray(21 + sender.length);
    decipher.setAuthTag(sealed.subarray(-16));
    const text = join(decipher.update(sealed.subarray(0, -16)), decipher.final());
    return JSON.parse(text.subarray(0, text.lastIndexOf(2)).toString());
  }
}

/** A push service and its browsers: takes only what is signed by the key that it was subscribed for and is not too large (RFC 8030, 8292). */
export class PushService {
  readonly pushed: Pushed[] = [];
  private readonly browsers = new Map<string, Browser>();
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      this.take(request.url!, request.headers, Buffer.concat(chunks)).then((status) => response.writeHead(status).end(), () => response.writeHead(403).end());
    });
  });

  constructor(private readonly serverKey: string) {}

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  stop(): void {
    this.server.close();
  }

  browser(name: string): Browser {
    const browser = new Browser(`${this.origin}/${name}`);
    this.browsers.set(`/${name}`, browser);
    return browser;
  }

  private async take(path: string, headers: IncomingHttpHeaders, body: Buffer): Promise<number> {
    const browser = this.browsers.get(path);
    if (!browser) return 404;
    if (body.length > 4_096) return 413;
    const [, token, key] = /^vapid t=([^,]+), ?k=(.+)$/.exec(headers.authorization ?? '') ?? [];
    if (key !== this.serverKey) return 403;
    const point = Buffer.from(key, 'base64url');
    const publicKey = await importJWK({ kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') }, 'ES256');
    const { payload: vapid } = await jwtVerify(token!, publicKey, { audience: this.origin, algorithms: ['ES256'], requiredClaims: ['exp', 'sub'] });
    if (browser.answer === 201) this.pushed.push({ path, headers, payload: browser.read(body), vapid });
    return browser.answer;
  }
}
