import { tcpTap } from './tcp-tap';
import type { Line, Tap } from './tcp-tap';
import type { Tapped, Watch } from './watch';

const code = (letter: string): number => letter.charCodeAt(0);
const [PARSE, BIND, QUERY, SYNC] = ['P', 'B', 'Q', 'S'].map(code);
const [ROW, READY] = ['D', 'Z'].map(code);
const IDLE = code('I');

interface Statement {
  sql: string;
  step: string | undefined;
}

/** Reads PostgreSQL's protocol along: every statement of a transaction that has spoken of the watched story is a step of it. */
export function postgresTap(target: { host: string; port: number }, tapped: Tapped): Promise<Tap> {
  return tcpTap(target, () => new Session(tapped));
}

class Session implements Line {
  readonly measures = {
    // The first message of a connection says no type.
    sent: (bytes: Buffer) => (this.begun ? typed(bytes) : bytes.length < 4 ? undefined : bytes.readInt32BE(0)),
    heard: (bytes: Buffer) => typed(bytes),
  };
  private begun = false;
  private readonly prepared = new Map<string, string>();
  private statement: Statement = { sql: '', step: undefined };
  /** Sent and not answered yet. */
  private readonly open: Statement[] = [];
  /** What the open transaction has spoken of. */
  private about: Watch | undefined;

  constructor(private readonly tapped: Tapped) {}

  sent(message: Buffer): boolean {
    if (!this.begun) {
      this.begun = true;
      return true;
    }
    const [type] = message;
    if (type === PARSE) {
      const [name, sql] = texts(message, 2);
      this.prepared.set(name!, sql!);
    } else if (type === BIND) {
      const [, name] = texts(message, 2);
      return this.begin(this.prepared.get(name!) ?? '', message);
    } else if (type === QUERY) {
      const passes = this.begin(texts(message, 1)[0]!, message);
      this.open.push(this.statement);
      return passes;
    } else if (type === SYNC) {
      this.open.push(this.statement);
    }
    return true;
  }

  heard(message: Buffer): boolean {
    const [type] = message;
    const { watch } = this.tapped;
    const [answered] = this.open;
    if (!answered) return true;
    if (type === ROW && /FROM outbox\b/.test(answered.sql) && watch && this.tapped.publishing?.watch !== watch && watch.concerns(message)) {
      answered.step = watch.step(nameOf(answered.sql));
      this.tapped.publishing = { watch, told: false };
    }
    if (type !== READY) return true;
    this.open.shift();
    if (message[5] === IDLE && this.open.length === 0) this.about = undefined;
    if (isMark(answered.sql)) this.tapped.publishing = undefined;
    return !answered.step || !watch || this.lives(watch.reached('after', answered.step));
  }

  private begin(sql: string, message: Buffer): boolean {
    const { watch, publishing } = this.tapped;
    this.statement = { sql, step: undefined };
    if (!watch) return true;
    if (watch.concerns(message)) this.about = watch;
    const marks = isMark(sql) && publishing?.watch === watch && publishing.told;
    if (this.about !== watch && !marks) return true;
    this.statement.step = watch.step(nameOf(sql));
    return this.lives(watch.reached('before', this.statement.step));
  }

  private lives(struck: boolean): boolean {
    if (struck) this.tapped.die();
    return !struck;
  }
}

const typed = (bytes: Buffer): number | undefined => (bytes.length < 5 ? undefined : 1 + bytes.readInt32BE(1));

/** The first texts of a message, each ends with a zero byte. */
function texts(message: Buffer, count: number): string[] {
  const found: string[] = [];
  for (let from = 5; found.length < count; ) {
    const end = message.indexOf(0, from);
    found.push(message.toString('utf8', from, end));
    from = end + 1;
  }
  return found;
}

const isMark = (sql: string): boolean => /UPDATE outbox SET published_at/.test(sql);

/** In short what a statement does, and to which table. */
export function nameOf(sql: string): string {
  const text = sql.replace(/\s+/g, ' ').trim();
  if (/(^|; )COMMIT$/.test(text)) return 'PostgreSQL: COMMIT';
  const change = /\b(INSERT INTO|UPDATE|DELETE FROM) "?(?!SKIP\b)([\w.]+)/.exec(text);
  if (change) return `PostgreSQL: ${change[1]} ${change[2]}`;
  const lock = /FOR (NO KEY )?UPDATE/.test(text) ? ' FOR UPDATE' : '';
  const read = /\bFROM "?([\w.]+)/.exec(text);
  if (read) return `PostgreSQL: SELECT FROM ${read[1]}${lock}`;
  return `PostgreSQL: ${text.split(/[(;]/)[0]}`;
}
