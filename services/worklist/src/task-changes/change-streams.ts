import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { unavailableErrors } from '@throughline/errors/common-errors';
import { withContext } from '@throughline/observability/context';
import { rootLogger } from '@throughline/observability/logger';
import { ChangeFeed } from './change-feed';
import { ChangeStream } from './change-stream';
import { concerned, listChange, type TaskChange } from './list-change';
import { taskChangesErrors } from './task-changes.errors';
import { TaskChangesViews } from './task-changes.views';

/** Of one person, in this process. */
export const mostStreams = 8;
/** Changes of anybody's tasks that somebody who comes back is looked through; after more he loads his lists anew. */
export const mostMissed = 2_000;
/** Milliseconds. */
const beatEvery = 20_000;
const countsAfter = 250;
const forgetEvery = 3_600_000;

/** Everybody who listens in this process. */
@Injectable()
export class ChangeStreams implements OnModuleInit, OnModuleDestroy {
  private readonly streams = new Map<string, Set<ChangeStream>>();
  private readonly recount = new Set<string>();
  private counting: NodeJS.Timeout | undefined;
  private forgetting: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly feed: ChangeFeed,
    private readonly views: TaskChangesViews,
    private readonly people: PeopleBook,
  ) {}

  onModuleInit(): void {
    this.feed.onChanges = (after, upTo) => this.pass(after, upTo);
    this.forgetting = setInterval(() => void this.views.forgetOld().catch((error) => rootLogger('worklist').warn({ err: error }, 'old changes of tasks were not thrown away')), forgetEvery).unref();
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearInterval(this.forgetting);
    clearTimeout(this.counting);
    for (const stream of this.all()) stream.end();
  }

  /** How many listen. */
  get size(): number {
    return this.all().length;
  }

  /**
   * What happened after the change `lastId`, then what happens, until that moment.
   * @throws task_changes.too_many_streams, unavailable.database
   */
  async open(by: Principal, lastId: string | undefined, until: Date): Promise<ChangeStream> {
    const stream = this.enter(by);
    try {
      await this.feed.catchUp(3_000);
      if (this.feed.position === undefined) throw unavailableErrors.database({ retryAfterSeconds: 2 });
      const from = await this.whereToBegin(lastId);
      stream.hello();
      if (from === undefined) stream.tell('reset', {}, this.feed.position);
      stream.position = from ?? this.feed.position;
      // Between the last look and joining nothing else happens in this process: nothing is missed.
      while (stream.position < this.feed.position) await this.missed(stream, this.feed.position);
      this.join(stream);
      await this.tellCounts(stream);
      this.keep(stream, by, until);
      return stream;
    } catch (error) {
      stream.destroy();
      throw error;
    }
  }

  private all(): ChangeStream[] {
    return [...this.streams.values()].flatMap((set) => [...set]);
  }

  private enter(by: Principal): ChangeStream {
    const open = this.streams.get(by.personId)?.size ?? 0;
    if (open >= mostStreams) throw taskChangesErrors.too_many_streams({ retryAfterSeconds: 30 });
    const stream = new ChangeStream(by.personId);
    this.streams.set(by.personId, (this.streams.get(by.personId) ?? new Set()).add(stream));
    stream.once('close', () => this.leave(stream));
    return stream;
  }

  private leave(stream: ChangeStream): void {
    const rest = this.streams.get(stream.personId);
    rest?.delete(stream);
    if (rest?.size === 0) this.streams.delete(stream.personId);
  }

  private join(stream: ChangeStream): void {
    stream.live = true;
    if (this.stopped) stream.end();
  }

  /** Undefined: what came after it cannot be told one by one. */
  private async whereToBegin(lastId: string | undefined): Promise<bigint | undefined> {
    const now = this.feed.position!;
    if (lastId === undefined) return now;
    if (!/^\d{1,18}$/.test(lastId)) return undefined;
    const last = BigInt(lastId);
    // Another process may have been a little ahead of this one.
    if (last > now) await this.feed.catchUp(1_000);
    return (await this.views.areKept(last, this.feed.position!, mostMissed)) ? last : undefined;
  }

  private async missed(stream: ChangeStream, upTo: bigint): Promise<void> {
    const changes = await this.views.between(stream.position, upTo);
    for (const change of changes) this.tell(stream, change);
    const last = changes.at(-1);
    stream.position = last ? BigInt(last.seq) : upTo;
  }

  private async pass(after: bigint, upTo: bigint): Promise<void> {
    try {
      await this.passAll(after, upTo);
    } catch (error) {
      // Whoever comes back with the last id that he has seen misses nothing.
      for (const stream of this.all()) if (stream.live && stream.position < upTo) stream.end();
      throw error;
    }
  }

  private async passAll(after: bigint, upTo: bigint): Promise<void> {
    for (let from = after; this.streams.size > 0 && from < upTo; ) {
      const changes = await this.views.between(from, upTo);
      for (const change of changes) this.passOne(change);
      from = changes.length === 0 ? upTo : BigInt(changes.at(-1)!.seq);
    }
    for (const stream of this.all()) if (stream.live && stream.position < upTo) stream.position = upTo;
  }

  private passOne(change: TaskChange): void {
    for (const personId of concerned(change)) {
      for (const stream of this.streams.get(personId) ?? []) if (stream.live && this.tell(stream, change)) this.countSoon(personId);
    }
  }

  private tell(stream: ChangeStream, change: TaskChange): boolean {
    const seq = BigInt(change.seq);
    if (seq <= stream.position) return false;
    const told = listChange(change, stream.personId);
    if (told) stream.tell('task', told, seq);
    stream.position = seq;
    return told !== undefined;
  }

  private countSoon(personId: string): void {
    this.recount.add(personId);
    this.counting ??= setTimeout(() => void withContext({}, () => this.count()), countsAfter).unref();
  }

  private async count(): Promise<void> {
    const people = [...this.recount];
    this.recount.clear();
    this.counting = undefined;
    for (const personId of people) {
      const [first, ...more] = this.streams.get(personId) ?? [];
      if (!first || this.stopped) continue;
      const counts = await this.views.counts(personId).catch(() => undefined);
      if (counts) for (const stream of [first, ...more]) stream.tell('counts', counts);
    }
  }

  private async tellCounts(stream: ChangeStream): Promise<void> {
    const counts = await this.views.counts(stream.personId);
    stream.tell('counts', counts, stream.position);
  }

  private keep(stream: ChangeStream, by: Principal, until: Date): void {
    const beat = setInterval(() => void this.stillThere(stream, by), beatEvery).unref();
    const end = setTimeout(() => stream.end(), Math.max(0, until.getTime() - Date.now())).unref();
    stream.once('close', () => {
      clearInterval(beat);
      clearTimeout(end);
    });
    if (stream.destroyed) stream.emit('close');
  }

  /** Who has left the company meanwhile hears nothing more. */
  private async stillThere(stream: ChangeStream, by: Principal): Promise<void> {
    try {
      await withContext({}, async () => this.people.freshen(by));
      stream.beat();
    } catch {
      stream.end();
    }
  }
}
