import type { WaitingTask, WorklistActivities } from '@throughline/process-contracts/worklist';
import type { Desk, DeskState } from './desk';

export type Prompting = Pick<WorklistActivities, 'remindTask' | 'escalateTask' | 'climbLadder'>;

type Step = 'lapse' | 'climb' | 'escalate' | 'remind';
/** Where several fall due together only the strongest is taken. */
const steps: readonly { step: Step; at: (task: WaitingTask) => string | null }[] = [
  { step: 'lapse', at: (task) => task.lapseAt },
  { step: 'climb', at: (task) => task.ladder?.at ?? null },
  { step: 'escalate', at: (task) => task.escalateAt },
  { step: 'remind', at: (task) => task.remindAt },
];

/** When silence next asks for something, over all tasks that wait; null: it may last for ever. ISO 8601. */
export function endOfPatience(tasks: readonly WaitingTask[]): { at: string; step: string; leg: string } | null {
  const moments = tasks.flatMap((task) => steps.flatMap(({ step, at }) => (at(task) === null ? [] : [{ at: at(task) as string, step: step === 'climb' ? (task.ladder?.do ?? step) : step, leg: task.leg }])));
  return moments.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))[0] ?? null;
}

/** Reminds, climbs or lapses whatever is due by `moment`; every act re-checks under lock that the task still waits. */
export async function answerSilence(desk: Desk, state: DeskState, moment: string, acts: Prompting): Promise<string[]> {
  const due = (at: string | null) => at !== null && Date.parse(at) <= Date.parse(moment);
  const done: string[] = [];
  for (const task of [...state.open]) {
    const step = steps.find(({ at }) => due(at(task)))?.step;
    const stillWaits = () => state.open.find(({ taskId }) => taskId === task.taskId);
    if (!step || !stillWaits()) continue;
    if (step === 'lapse') desk.lapse(task);
    if (step === 'climb') {
      const climbed = await acts.climbLadder({ taskId: task.taskId });
      if ('answered' in climbed) desk.lapse(task, climbed.answered);
      else desk.replace(climbed.task);
    }
    if (step === 'escalate') desk.replace(await acts.escalateTask({ taskId: task.taskId }));
    if (step === 'remind') {
      await acts.remindTask({ taskId: task.taskId });
      const waiting = stillWaits();
      if (waiting) desk.replace({ ...waiting, remindAt: null });
    }
    done.push(`${moment}: ${step === 'climb' ? task.ladder?.do : step} ${task.leg}`);
  }
  return done;
}
