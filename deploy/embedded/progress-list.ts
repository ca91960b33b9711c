import { Listr, type ListrTaskWrapper, type DefaultRenderer, type SimpleRenderer } from 'listr2';
import { humanTime, plainProgress, type ProgressEvent, type ProgressListener, type ProgressView } from './progress';

type Task = ListrTaskWrapper<object, typeof DefaultRenderer, typeof SimpleRenderer>;

/** A living list on a terminal: one row for each engine with what it does, why, and how long so far. */
export function listProgress(title: string): ProgressView {
  const rows = new Map<string, Row>();
  const list = new Listr<object>([], { concurrent: true, exitOnError: false, rendererOptions: { collapseErrors: false }, registerSignalListeners: false });
  let running: Promise<unknown> | undefined;

  const listen: ProgressListener = (event) => {
    let row = rows.get(event.engine);
    if (!row) {
      row = new Row(event);
      const added = row;
      rows.set(event.engine, row);
      list.add({ title: `${title}: ${event.engine}`, task: (_, task) => added.follow(task), rendererOptions: { persistentOutput: false } });
    }
    row.take(event);
    // Listr takes its tasks when it is run; all rows are announced in the same turn, hence the one turn's wait.
    running ??= new Promise((resolve) => setImmediate(resolve)).then(() => list.run()).catch(() => undefined);
  };
  const end = async () => {
    for (const row of rows.values()) row.abandon();
    await running;
  };
  return { listen, end };
}

/** The view that fits where we write to: a living list on a terminal, plain lines otherwise. */
export function progressFor(stream: NodeJS.WriteStream, title = 'Engines'): ProgressView {
  return stream.isTTY && !process.env['CI'] ? listProgress(title) : plainProgress((line) => stream.write(`${line}\n`));
}

class Row {
  private readonly startedAt = Date.now();
  private task?: Task;
  private settle!: { resolve: () => void; reject: (error: Error) => void };
  private readonly done: Promise<void>;
  private timer?: NodeJS.Timeout;

  constructor(private last: ProgressEvent) {
    this.done = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
    this.done.catch(() => undefined);
  }

  follow(task: Task): Promise<void> {
    this.task = task;
    this.show();
    this.timer = setInterval(() => this.show(), 500);
    return this.done.finally(() => clearInterval(this.timer));
  }

  take(event: ProgressEvent): void {
    this.last = event.phase === 'doing' && !event.why && event.text === this.last.text ? { ...event, why: this.last.why } : event;
    this.show();
    if (event.phase === 'ready' || event.phase === 'stopped') this.settle.resolve();
    if (event.phase === 'failed') this.settle.reject(new Error(event.text));
  }

  abandon(): void {
    this.settle.resolve();
  }

  private show(): void {
    if (!this.task) return;
    const { engine, text, why, detail, phase } = this.last;
    this.task.title = `${engine}: ${text} (${humanTime(Date.now() - this.startedAt)})`;
    this.task.output = phase === 'doing' || phase === 'begin' ? [why && `because ${why}`, detail].filter(Boolean).join(' · ') : '';
  }
}
