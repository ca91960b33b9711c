/** A moment of a step: before its message arrives, or when its answer is there and nobody has heard it yet. */
export type When = 'before' | 'after';

/** Follows one story through the messages that speak of it, and says who has to die when its moment has come. */
export class Watch {
  /** The moments that were passed, in order, e.g. `before PostgreSQL: UPDATE lead`. */
  readonly moments: string[] = [];
  /** Resolves when somebody has died at the deadly moment. */
  readonly struck: Promise<void>;
  private strike!: () => void;
  private readonly counts = new Map<string, number>();
  private readonly ids: Buffer[];
  private over = false;

  /**
   * @param ids a message that holds one of them speaks of the story
   * @param deadly one of `moments` of an earlier story; absent: nobody dies
   */
  constructor(
    ids: readonly string[],
    private readonly deadly?: string,
  ) {
    this.ids = ids.map((id) => Buffer.from(id));
    this.struck = new Promise((done) => (this.strike = done));
  }

  concerns(message: Buffer): boolean {
    return this.ids.some((id) => message.includes(id));
  }

  /** Gives the next step of this kind its name. */
  step(kind: string): string {
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    return count === 1 ? kind : `${kind} (${count})`;
  }

  /** @returns whether the message must not arrive any more, because its process is to die now. Once, at most. */
  reached(when: When, step: string): boolean {
    if (this.over) return false;
    const moment = `${when} ${step}`;
    this.moments.push(moment);
    if (moment !== this.deadly) return false;
    this.over = true;
    this.strike();
    return true;
  }
}

/** A process as its taps see it. What they know of one another's messages is here. */
export interface Tapped {
  /** What is watched in it now. */
  watch: Watch | undefined;
  /** Its relay has read a fact of the watched story; `told` once Kafka has committed it. Until the row is marked. */
  publishing: { watch: Watch; told: boolean } | undefined;
  /** It was handed a fact of the watched story from Kafka. Until the position behind it is stored. */
  reading: Watch | undefined;
  /** kill -9, at once. */
  die(): void;
}
