import { setHandler } from '@temporalio/workflow';
import { pokeSignal } from '@throughline/process-contracts/clock';
import type { ActReport, ClockInput, NextDue } from '@throughline/process-contracts/clock';
import { runOf } from '../shared/run-length';
import { sleeper } from '../shared/sleep';
import { boardOf } from '../shared/standing';

/** A run that has woken this often ends. */
export const wakesInARun = 500;

/** What a clock asks its owner, and what it does when a deadline is due. */
export interface Book {
  /** A local activity: the earliest deadline of the book. */
  nextDue(input: { book: string }): Promise<NextDue>;
  /** Everything due by now, reminders before endings; answers with the next deadline. */
  act(input: { book: string }): Promise<ActReport>;
}

/** One workflow for a whole book of deadlines: sleeps until the earliest, acts on all that is due in one go, sleeps again. */
export async function clock(input: ClockInput, book: Book): Promise<void> {
  const pokes = listenForPokes();
  const sleep = sleeper();
  const board = boardOf([]);
  let wakes = 0;
  const run = runOf(
    () => ({ ...input, wakes: (input.wakes ?? 0) + wakes }),
    () => wakes >= wakesInARun,
  );

  for (let next = await book.nextDue({ book: input.book }); ; ) {
    board.show({
      stage: next.at === null ? 'idle' : 'asleep',
      waitsFor: next.at === null ? 'a first deadline in the book' : 'the earliest deadline of the book',
      until: next.at,
      because: 'the book holds one due instant for each subject',
      next: 'remind and end what is due, in batches',
    });
    const woken = await sleep.until(next.at, () => pokes.earlierThan(next.at) || run.isLong(), 'earliest deadline of the book');
    pokes.forget();
    if (woken === 'due') {
      wakes += 1;
      const report = await book.act({ book: input.book });
      board.did(`${next.at}: ${report.reminded} reminded, ${report.ended} ended`);
      next = report.next;
    } else {
      next = await book.nextDue({ book: input.book });
    }
    await run.breathe();
  }
}

/** Somebody wrote an earlier deadline, or the reconciler found this clock late. */
function listenForPokes() {
  let earliest = Infinity;
  setHandler(pokeSignal, ({ at }) => {
    earliest = Math.min(earliest, Date.parse(at));
  });
  return {
    earlierThan: (at: string | null) => earliest < (at === null ? Infinity : Date.parse(at)),
    /** Called before the book is asked: what was written until then is seen by the question itself. */
    forget: () => {
      earliest = Infinity;
    },
  };
}
