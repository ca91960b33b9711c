import { connect, type Socket } from 'node:net';

export interface Answer {
  status: number;
  body: string;
}

/**
 * Kept-alive connections that send prepared requests, one at a time each. Written on bare sockets: on a machine with two cores a full HTTP
 * client would take a good part of the CPU that is to be measured.
 */
export class HttpLoad {
  private readonly free: Connection[] = [];
  private readonly waiting: ((connection: Connection) => void)[] = [];

  private constructor(private readonly connections: Connection[]) {
    this.free.push(...connections);
  }

  static async open(port: number, connections: number): Promise<HttpLoad> {
    return new HttpLoad(await Promise.all(Array.from({ length: connections }, () => Connection.open(port))));
  }

  post(path: string, headers: Record<string, string>, body?: string): Promise<Answer> {
    return this.send(requestText('POST', path, headers, body));
  }

  get(path: string, headers: Record<string, string>): Promise<Answer> {
    return this.send(requestText('GET', path, headers));
  }

  private async send(request: string): Promise<Answer> {
    const connection = this.free.pop() ?? (await new Promise<Connection>((resolve) => this.waiting.push(resolve)));
    try {
      return await connection.send(request);
    } finally {
      const next = this.waiting.shift();
      if (next) next(connection);
      else this.free.push(connection);
    }
  }

  close(): void {
    for (const connection of this.connections) connection.close();
  }
}

function requestText(method: 'GET' | 'POST', path: string, headers: Record<string, string>, body = ''): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const type = body === '' ? '' : 'content-type: application/json\r\n';
  const length = method === 'GET' ? '' : `content-length: ${Buffer.byteLength(body)}\r\n`;
  return `${method} ${path} HTTP/1.1\r\nhost: bench\r\n${lines.join('')}${type}${length}\r\n${body}`;
}

class Connection {
  private socket: Socket | undefined;
  private received = '';
  private answer: ((answer: Answer) => void) | undefined;
  private fail: ((error: Error) => void) | undefined;

  private constructor(private readonly port: number) {}

  static async open(port: number): Promise<Connection> {
    const connection = new Connection(port);
    await connection.connected();
    return connection;
  }

  /** A server closes what has been idle for a minute, e.g. while the other side had its turn: then it is opened anew. */
  async send(request: string): Promise<Answer> {
    const socket = await this.connected();
    return new Promise((resolve, reject) => {
      this.answer = resolve;
      this.fail = reject;
      socket.write(request);
    });
  }

  close(): void {
    this.fail = undefined;
    this.socket?.destroy();
  }

  private async connected(): Promise<Socket> {
    if (this.socket && !this.socket.destroyed && this.socket.writable) return this.socket;
    const socket = await new Promise<Socket>((resolve, reject) => {
      const opened = connect({ port: this.port, host: '127.0.0.1' }, () => resolve(opened));
      opened.once('error', reject);
    });
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => this.take(chunk));
    socket.on('error', (error) => this.fail?.(error));
    socket.on('close', () => this.fail?.(new Error('The server closed the connection before it answered.')));
    this.received = '';
    this.socket = socket;
    return socket;
  }

  private take(chunk: string): void {
    this.received += chunk;
    const end = this.received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(this.received.slice(0, end))?.[1] ?? 0);
    if (this.received.length < end + 4 + length) return;
    const status = Number(this.received.slice(9, 12));
    const body = Buffer.from(this.received.slice(end + 4, end + 4 + length), 'latin1').toString('utf8');
    this.received = '';
    this.fail = undefined;
    this.answer?.({ status, body });
  }
}
