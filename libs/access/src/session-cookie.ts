const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** The cookie that a browser shows its session with. Its form follows from where browsers reach the installation. */
export class SessionCookie {
  readonly name: string;
  private readonly secure: boolean;

  /** @throws Error for an address that anybody on the way could read */
  constructor(publicUrl: string, purpose = 'session') {
    const { protocol, hostname } = new URL(publicUrl);
    this.secure = protocol === 'https:';
    if (!this.secure && !LOOPBACK.includes(hostname)) throw new Error('PUBLIC_URL must be https: without it a session could be read on its way. Only a loopback address may do without.');
    // The prefix makes browsers refuse it from other hosts of the domain and without TLS.
    this.name = `${this.secure ? '__Host-' : ''}throughline-${purpose}`;
  }

  /** Value of a Set-Cookie header. Lax: it comes with a link that is followed from elsewhere, never with a form or a script from there. */
  set(value: string, maxAgeSeconds: number): string {
    return `${this.name}=${value}; Path=/; Max-Age=${Math.max(0, Math.floor(maxAgeSeconds))}; HttpOnly; SameSite=Lax${this.secure ? '; Secure' : ''}`;
  }

  clear(): string {
    return this.set('', 0);
  }

  /** From a Cookie header. */
  in(header: string | undefined): string | undefined {
    for (const pair of header?.split(';') ?? []) {
      const [name, value] = pair.trim().split('=', 2);
      if (name === this.name && value) return value;
    }
    return undefined;
  }
}
