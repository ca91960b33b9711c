import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { rootLogger } from '@throughline/observability/logger';
import { DecideTaskCommand, type DecideTask } from '../decide-task/decide-task.command';
import { TaskDetailViews } from '../task-views/task-detail.views';
import type { DecideTasksAnswer, ItemAnswer } from './decide-tasks.dto';

/** Stories asked at the same time: each takes a few connections of the pool for a moment. */
const lanes = 4;

const answers: Record<string, ItemAnswer['answer']> = {
  'task.already_decided': 'already_decided',
  'task.not_yours': 'not_yours',
  'task.changed': 'changed',
  'task.closed': 'closed',
  'task.not_found': 'not_found',
};

/** Many tasks answered in one go, each as if it were answered alone: one that is refused does not touch the others. */
@Injectable()
export class DecideTasksCommand {
  constructor(
    private readonly one: DecideTaskCommand,
    private readonly tasks: TaskDetailViews,
  ) {}

  /** In the order of the items. Sent again with the same key, every item answers as the first time. */
  async execute(items: readonly DecideTask[], by: Principal): Promise<DecideTasksAnswer> {
    const given = new Array<ItemAnswer>(items.length);
    const left = items.entries();
    const lane = async () => {
      for (const [at, item] of left) given[at] = await this.answer(item, by);
    };
    await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane));
    return { answers: given };
  }

  private async answer(item: DecideTask, by: Principal): Promise<ItemAnswer> {
    try {
      return { code: null, version: null, ...(await this.tasks.guarding(item.taskId, by, (asked) => this.one.execute(item, by, asked))) };
    } catch (error) {
      return refusal(item.taskId, error);
    }
  }
}

function refusal(taskId: string, error: unknown): ItemAnswer {
  const nothing = { taskId, outcome: null, by: null, at: null, version: null };
  if (!(error instanceof ThroughlineError)) {
    rootLogger('worklist').error({ err: error, taskId }, 'a decision among many has failed');
    return { ...nothing, answer: 'failed', code: 'unexpected.internal' };
  }
  const { code, spec, details } = error;
  const answer = answers[code] ?? (spec.family === 'user' ? 'refused' : 'failed');
  const { outcome, by, at, version } = (details.data ?? {}) as Partial<Pick<ItemAnswer, 'outcome' | 'by' | 'at' | 'version'>>;
  return { ...nothing, answer, code, outcome: outcome ?? null, by: by ?? null, at: at ?? null, version: version ?? null };
}
