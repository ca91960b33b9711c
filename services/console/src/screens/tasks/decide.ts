import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useAct, headersOf } from '../../api/act';
import { answer, api, type Schema } from '../../api/client';
import type { Problem } from '../../api/problem';

export type Task = Schema<'WorklistTaskPageDto'>['items'][number];
export type TaskDetail = Schema<'WorklistTaskDetailDto'>;
export type Outcome = 'approved' | 'rejected' | 'returned' | 'done';
export type Decision = { taskId: string } & Schema<'WorklistDecideTaskDto'>;

export const taskKey = (id: string) => ['tasks', 'one', id] as const;

/** Not heard of in time: the same key asks again, which changes nothing if it had been heard. */
async function heard<T extends { answer: string }>(ask: () => Promise<T>, tries = 3): Promise<T> {
  const said = await ask();
  return said.answer === 'unknown' && tries > 1 ? heard(ask, tries - 1) : said;
}

/** Sends a decision; every list and the task itself are read anew, whatever came of it. */
export function useDecide(parts: { onDone?: (said: { answer: string }, decision: Decision) => void; onRefused?: (problem: Problem, decision: Decision, again: () => void) => void } = {}) {
  return useAct({
    send: ({ taskId, ...body }: Decision, key) => heard(() => answer(api.POST('/v1/tasks/{id}/decide', { params: { path: { id: taskId } }, headers: headersOf(key), body }))),
    changes: [['tasks'], ['approvals']],
    ...parts,
  });
}

/** Many at once, and for each an answer. */
export function useDecideMany(onDone: (answers: Schema<'WorklistDecideTasksAnswerDto'>['answers']) => void, onRefused: (problem: Problem, decisions: Decision[], again: () => void) => void) {
  return useAct({
    send: (items: Decision[], key) => answer(api.POST('/v1/tasks/decisions', { headers: headersOf(key), body: { items } })),
    changes: [['tasks'], ['approvals']],
    onDone: ({ answers }) => onDone(answers),
    onRefused,
  });
}

/** The decision that was made before, if a refusal tells of one; else undefined. */
export function useWhatStands(): (problem: Problem) => Promise<string | undefined> {
  const { t } = useTranslation('tasks');
  const client = useQueryClient();
  return async ({ data }) => {
    if (typeof data.outcome !== 'string') return undefined;
    const by = typeof data.by === 'string' ? await client.fetchQuery({ queryKey: ['people', data.by], queryFn: () => answer(api.GET('/v1/people/{id}', { params: { path: { id: data.by as string } } })), staleTime: 300_000 }).catch(() => undefined) : undefined;
    return t('stands', { outcome: t(`outcome.${data.outcome}`), by: by?.name ?? t('somebody') });
  };
}
