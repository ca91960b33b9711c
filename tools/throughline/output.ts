/** Where a command's answer goes: lines for people, or one JSON document. Both on standard output; everything else goes to standard error. */
export class Output {
  private json = false;

  constructor(
    private readonly out: Pick<NodeJS.WriteStream, 'write'>,
    private readonly err: Pick<NodeJS.WriteStream, 'write'>,
  ) {}

  setJson(json: boolean): void {
    this.json = json;
  }

  get isJson(): boolean {
    return this.json;
  }

  /** A line for people; with --json it goes to standard error, so that standard output stays one document. */
  line(text: string): void {
    (this.json ? this.err : this.out).write(`${text}\n`);
  }

  /** What goes on, for people only. */
  note(text: string): void {
    this.err.write(`${text}\n`);
  }

  /** The answer of a command, once. */
  answer(document: object, lines: readonly string[]): void {
    if (this.json) this.out.write(`${JSON.stringify(document)}\n`);
    else for (const text of lines) this.out.write(`${text}\n`);
  }

  /** One of many answers, as they come: one JSON document for each line. */
  item(document: object, text: string): void {
    this.out.write(`${this.json ? JSON.stringify(document) : text}\n`);
  }

  failed(text: string): void {
    if (this.json) this.out.write(`${JSON.stringify({ error: text })}\n`);
    else this.err.write(`${text}\n`);
  }
}
