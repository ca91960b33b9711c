import type { ReceivedEvent } from '@throughline/events/event-definition';

export type Happening = ReceivedEvent<Record<string, any>>;

/**
 * What an independent consumer saw on Kafka since the story began, each event once, and what the story expects it to see:
 * one event for every act that was answered with yes.
 */
export class Happenings {
  private readonly seen = new Map<string, Happening>();
  private readonly untold: Happening[] = [];
  private readonly expected = new Map<string, number>();
  private readonly expectedCounts = new Map<string, number>();
  private readonly counts = new Map<string, number>();
  /** Who is asked by which open task. */
  private readonly asked = new Map<string, string[]>();
  duplicates = 0;

  add(event: ReceivedEvent): void {
    if (this.seen.has(event.id)) {
      this.duplicates += 1;
      return;
    }
    const happening = event as Happening;
    this.seen.set(event.id, happening);
    this.untold.push(happening);
    const key = keyOf(shortType(event.type), event.aggregateId);
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    this.notice(happening);
  }

  /** True while a task is open for which this person is among those asked. */
  waitsForSomebody(personId: string): boolean {
    return [...this.asked.values()].some((people) => people.includes(personId));
  }

  /** How often a lead has been claimed or assigned so far. */
  timesOwned(leadId: string): number {
    return ['lead.claimed', 'lead.assigned'].reduce((sum, type) => sum + (this.counts.get(keyOf(type, leadId)) ?? 0), 0);
  }

  private notice({ type, aggregateId, data }: Happening): void {
    switch (shortType(type)) {
      case 'task.assigned':
        this.asked.set(aggregateId, data.potentialOwners);
        break;
      case 'task.escalated':
        this.asked.set(aggregateId, [...(this.asked.get(aggregateId) ?? []), ...data.to]);
        break;
      case 'task.decided':
      case 'task.cancelled':
        this.asked.delete(aggregateId);
        break;
    }
  }

  /** What has not been told yet, in order of business time. */
  takeUntold(): Happening[] {
    return this.untold.splice(0).sort((a, b) => a.time.getTime() - b.time.getTime());
  }

  all(type: string): Happening[] {
    return [...this.seen.values()].filter((event) => shortType(event.type) === type);
  }

  get total(): number {
    return this.seen.size;
  }

  /** @param type such as `lead.claimed` */
  expect(type: string, subjectId: string): void {
    const key = keyOf(type, subjectId);
    this.expected.set(key, (this.expected.get(key) ?? 0) + 1);
  }

  /** So many more events of a type, whoever they are about. */
  expectCount(type: string, times: number): void {
    this.expectedCounts.set(type, (this.expectedCounts.get(type) ?? 0) + times);
  }

  /** Expected events that nobody saw, as `type subject`. */
  missing(): string[] {
    const bySubject = [...this.expected].filter(([key, times]) => (this.counts.get(key) ?? 0) < times).map(([key]) => key);
    const byType = [...this.expectedCounts].filter(([type, times]) => this.all(type).length < times).map(([type, times]) => `${times} × ${type}`);
    return [...bySubject, ...byType];
  }

  get expectations(): number {
    return [...this.expected.values(), ...this.expectedCounts.values()].reduce((sum, times) => sum + times, 0);
  }

  /** Subjects whose sequence has a gap or a repetition under two ids. */
  brokenSequences(): string[] {
    const bySubject = new Map<string, number[]>();
    for (const event of this.seen.values()) {
      // A snapshot and a poke are not facts about a subject's history.
      if (event.topic === 'throughline.deals.state' || event.aggregate === 'clock') continue;
      const list = bySubject.get(event.subject) ?? [];
      list.push(event.sequence);
      bySubject.set(event.subject, list);
    }
    return [...bySubject]
      .filter(([, sequences]) => sequences.sort((a, b) => a - b).some((sequence, index) => sequence !== (sequences[0] ?? 1) + index))
      .map(([subject]) => subject);
  }
}

export const shortType = (type: string): string => type.replace(/^throughline\./, '').replace(/\.v\d+$/, '');
const keyOf = (type: string, subjectId: string) => `${type} ${subjectId}`;
