import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { rootLogger } from '@throughline/observability/logger';
import { Stories, UNKNOWN } from '@throughline/temporal/stories';
import type { UpdateDefinition } from '@temporalio/common';

/** Milliseconds between tries of an update that was not heard of. */
const pauses = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000];

/**
 * Asks a story and goes on asking when no answer was heard, always with the same update id: the caller is told "unknown" at once, and what he
 * decided takes effect when the story's worker is back.
 */
@Injectable()
export class PersistentUpdate implements OnApplicationShutdown {
  private readonly waiting = new Set<NodeJS.Timeout>();

  constructor(private readonly stories: Stories) {}

  /** @throws what the story refuses with, by its code; story.not_running when it has ended */
  async ask<R, A extends unknown[]>(workflowId: string, update: UpdateDefinition<R, A>, args: A, updateId: string): Promise<R | typeof UNKNOWN> {
    const answer = await this.stories.update(workflowId, update, args, { updateId });
    if (answer === UNKNOWN) this.later(0, () => this.stories.update(workflowId, update, args, { updateId }));
    return answer;
  }

  onApplicationShutdown(): void {
    for (const timer of this.waiting) clearTimeout(timer);
  }

  private later(attempt: number, again: () => Promise<unknown>): void {
    const pause = pauses[attempt];
    if (pause === undefined) return;
    const timer = setTimeout(() => {
      this.waiting.delete(timer);
      again().then(
        (answer) => answer === UNKNOWN && this.later(attempt + 1, again),
        // Refused or over: the caller reads the record; nobody waits for this any more.
        (error: unknown) => rootLogger('worklist').info({ err: error }, 'an update that was not heard of has been refused'),
      );
    }, pause).unref();
    this.waiting.add(timer);
  }
}
