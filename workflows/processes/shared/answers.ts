import { currentUpdateInfo } from '@temporalio/workflow';
import { lastOf } from './state';

/** An update's answer, kept because Temporal forgets update ids at continue-as-new: the same id would run again. */
export interface GivenAnswer {
  updateId: string;
  answer: unknown;
}

/** How many answers are carried across. */
export const answersKept = 50;

export interface Answers {
  /** True inside a validator or handler whose update was answered before, perhaps by an earlier run. */
  given(): boolean;
  /** Answers as before, or by `work` and remembers it. */
  once<T>(work: () => Promise<T>): Promise<T>;
}

export function answersIn(kept: GivenAnswer[]): Answers {
  const id = () => currentUpdateInfo()?.id;
  const find = () => kept.find(({ updateId }) => updateId === id());
  return {
    given: () => find() !== undefined,
    async once<T>(work: () => Promise<T>): Promise<T> {
      const before = find();
      if (before) return before.answer as T;
      const updateId = id();
      const answer = await work();
      if (updateId !== undefined) kept.splice(0, kept.length, ...lastOf([...kept, { updateId, answer }], answersKept));
      return answer;
    },
  };
}
