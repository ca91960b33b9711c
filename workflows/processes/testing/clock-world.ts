import type { WorkflowHandle } from '@temporalio/client';
import { pokeSignal, wakeSignal } from '@throughline/process-contracts/clock';
import type { NextDue, ProcessMemo } from '@throughline/process-contracts/clock';
import type { Queue } from '@throughline/process-contracts/queues';
import type { WorkflowType } from '@throughline/process-contracts/workflow-ids';
import { FakeSandbox } from './fake-sandbox';
import { theWorld } from './process-world';
import type { Stage } from './process-world';

/** A book of deadlines in memory; whose book it is, is said by the activities of the subclass. */
export abstract class FakeBook<Line extends { at: string }> {
  /** What was done, in order. */
  readonly said: string[] = [];
  lines: Line[] = [];
  now: () => Promise<Date> = async () => new Date();

  protected async nextDue(): Promise<NextDue> {
    return { at: this.lines.map(({ at }) => at).sort()[0] ?? null };
  }

  /** What is due by now, the earliest first; it stands in the book no more. */
  protected async takeDue(): Promise<Line[]> {
    const now = await this.now();
    const due = this.lines.filter(({ at }) => new Date(at) <= now).sort((a, b) => (a.at < b.at ? -1 : 1));
    this.lines = this.lines.filter((line) => !due.includes(line));
    return due;
  }
}

/** A clock that a test has begun. */
export class PlayedClock {
  constructor(
    private readonly stage: Stage,
    private readonly handle: WorkflowHandle,
  ) {}

  get workflowId(): string {
    return this.handle.workflowId;
  }

  /** Waits until it sleeps until then. */
  asleepUntil(at: string): Promise<void> {
    return this.stage.until(async () => (await this.stage.standing(this.handle)).until === at);
  }

  /** Waits until nothing stands in its book. */
  idle(): Promise<void> {
    return this.stage.until(async () => (await this.stage.standing(this.handle)).waitsFor === 'a first deadline in the book');
  }

  poke(at: string): Promise<void> {
    return this.handle.signal(pokeSignal, { at });
  }

  wake(now: string): Promise<void> {
    return this.handle.signal(wakeSignal, { now });
  }
}

interface Played {
  stage: Stage;
  /** `short`: its runs end after a few events. */
  begin(how?: 'short'): Promise<PlayedClock>;
}
interface PlayedInSandbox {
  stage: Stage;
  clock: PlayedClock;
  /** Waits until the clock sleeps until then, and moves business time there. */
  moveTo(at: string): Promise<void>;
  /** Waits until the clock has registered this wake-up. */
  registered(at: string): Promise<void>;
}

/** Plays one clock; each branch on a book of its own, which the service of the queue owns. */
export function clockWorld(type: WorkflowType, process: string, queue: Queue, world = theWorld()) {
  let number = 0;
  const begin = async (stage: Stage, memo?: ProcessMemo) => {
    number += 1;
    return new PlayedClock(stage, await stage.start(type, `${process}:test:p${number}:lane0`, queue, { book: `test:p${number}`, schema: 1 }, memo));
  };
  return {
    /** By the time of the test server. */
    branch(name: string, book: FakeBook<{ at: string }>, act: (played: Played) => Promise<void>): Promise<void> {
      return world.branch(`${process}/${name}`, { [queue]: book }, (stage) => {
        book.now = () => stage.now();
        return act({ stage, begin: (how) => begin(stage, how && { sandbox: false, continueAsNewEvents: 20 }) });
      });
    },

    /** By the time of the sandbox, which stands still until it is moved. */
    sandbox(book: FakeBook<{ at: string }>, act: (played: PlayedInSandbox) => Promise<void>): Promise<void> {
      const sandbox = new FakeSandbox();
      book.now = async () => sandbox.now;
      const activities = Object.assign(book, { registerWakeUp: sandbox.registerWakeUp, clearWakeUp: sandbox.clearWakeUp });
      return world.branch(`${process}/sandbox`, { [queue]: activities }, async (stage) => {
        const clock = await begin(stage, { sandbox: true });
        const registered = (at: string) => stage.until(() => sandbox.wakeUps.get(clock.workflowId) === at);
        const moveTo = async (at: string) => {
          await registered(at);
          sandbox.now = new Date(at);
          await clock.wake(at);
        };
        await act({ stage, clock, moveTo, registered });
      });
    },
  };
}
