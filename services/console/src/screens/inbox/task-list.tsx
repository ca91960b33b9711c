import { Button, Title } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { notify } from '../../parts/notify';
import { actUnlessUndone, offerAgain, useWaiting } from '../../parts/undo';
import { useWords } from '../../parts/states';
import { useDecide, useDecideMany, useWhatStands, type Decision, type Outcome, type Task } from '../tasks/decide';
import { useAsk } from '../tasks/figures';
import { AnswersOfMany, type AnswerOfOne } from './answers-of-many';
import classes from './inbox.module.css';
import { KINDS, type View } from './lists';
import { SelectionBar } from './selection-bar';
import { TaskRow } from './task-row';
import { useListKeys } from './use-list-keys';

/** No more are decided at once. */
const MOST = 50;
/** What `r` and the second button say: a review is returned, an approval rejected. */
export const noOf = (task: Task): Outcome | undefined => (['rejected', 'returned'] as const).find((outcome) => task.outcomes.includes(outcome));
export const yesOf = (task: Task): Outcome | undefined => (['approved', 'done'] as const).find((outcome) => task.outcomes.includes(outcome));

/** Tasks by kind, each in the order of the API. Here one can answer without opening it; what is sent can be taken back for five seconds. */
export function TaskList({ view, items }: { view: View; items: Task[] }) {
  const { t } = useTranslation(['inbox', 'tasks']);
  const ask = useAsk();
  const words = useWords();
  const whatStands = useWhatStands();
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [sent, setWaiting] = useState<ReadonlySet<string>>(new Set());
  const waiting = new Set([...sent, ...useWaiting()]);
  const [answers, setAnswers] = useState<AnswerOfOne[]>();
  /** What was answered leaves the list before its answer is here. */
  const answered = useRef(new Map<string, Task>());
  const canAnswer = view === 'mine';

  const byId = (id: string) => items.find((task) => task.id === id);
  const settle = (ids: string[]) => setWaiting((now) => new Set([...now].filter((id) => !ids.includes(id))));
  const decide = useDecide({
    onDone: (said, { taskId, outcome }) => {
      settle([taskId]);
      void notify({ message: said.answer === 'unknown' ? t('tasks:unknown') : t('tasks:sent', { outcome: t(`tasks:outcome.${outcome}`) }) });
    },
    onRefused: (problem, { taskId, outcome }, again) => {
      settle([taskId]);
      const task = byId(taskId);
      if (problem.isOpen) return offerAgain(task ? t('tasks:about', { outcome: t(`tasks:outcome.${outcome}`), ask: ask(task) }) : '', again);
      void whatStands(problem).then((stands) => {
        const { title, detail } = words(problem);
        void notify({ color: 'red', title, message: stands ?? detail, autoClose: false });
      });
    },
  });
  const many = useDecideMany(
    (said) => {
      settle(said.map(({ taskId }) => taskId));
      setAnswers(said.map(({ taskId, answer: of, outcome, by }) => ({ task: answered.current.get(taskId), answer: of, outcome, by })));
    },
    (problem, decisions, again) => {
      setWaiting(new Set());
      if (problem.isOpen) return offerAgain(t('aboutMany', { count: decisions.length }), again);
      const { title, detail } = words(problem);
      void notify({ color: 'red', title, message: detail, autoClose: false });
    },
  );

  const decideOne = (task: Task, outcome: Outcome | undefined) => {
    if (!canAnswer || !outcome || waiting.has(task.id)) return;
    setWaiting(new Set([...sent, task.id]));
    const decision: Decision = { taskId: task.id, outcome, version: task.version };
    actUnlessUndone(t('tasks:about', { outcome: t(`tasks:outcome.${outcome}`), ask: ask(task) }), () => decide.run(decision), () => settle([task.id]));
  };
  const selected = items.filter(({ id }) => chosen.has(id)).slice(0, MOST);
  const decideSelected = (answerOf: (task: Task) => Outcome | undefined) => {
    const decisions = selected.flatMap((task): Decision[] => {
      const outcome = answerOf(task);
      return outcome ? [{ taskId: task.id, outcome, version: task.version }] : [];
    });
    if (decisions.length === 0) return;
    const ids = decisions.map(({ taskId }) => taskId);
    setWaiting(new Set([...sent, ...ids]));
    setChosen(new Set());
    answered.current = new Map(selected.map((task) => [task.id, task]));
    actUnlessUndone(t('aboutMany', { count: ids.length }), () => many.run(decisions), () => settle(ids));
  };
  const toggle = (id: string) => setChosen(new Set(chosen.has(id) ? [...chosen].filter((one) => one !== id) : [...chosen, id]));
  useListKeys(box, {
    open: (id) => void navigate(`/tasks/${id}`),
    approve: (id) => byId(id) && decideOne(byId(id)!, yesOf(byId(id)!)),
    reject: (id) => byId(id) && decideOne(byId(id)!, noOf(byId(id)!)),
    choose: toggle,
  });

  return (
    <div ref={box}>
      {answers && <AnswersOfMany answers={answers} close={() => setAnswers(undefined)} />}
      {KINDS.map((kind) => ({ kind, tasks: items.filter((task) => task.kind === kind) }))
        .filter(({ tasks }) => tasks.length > 0)
        .map(({ kind, tasks }) => (
          <section key={kind} aria-labelledby={`kind-${kind}`}>
            <Title order={2} size="h5" id={`kind-${kind}`} mb="xs">
              {t('group', { kind: t(`kind.${kind}`), count: tasks.length })}
            </Title>
            <ul className={classes.list}>
              {tasks.map((task) => (
                <TaskRow
                  key={task.id}
                  task={task}
                  waiting={waiting.has(task.id)}
                  {...(canAnswer && { chosen: chosen.has(task.id), onChoose: () => toggle(task.id) })}
                  answers={
                    canAnswer && (
                      <>
                        <Button onClick={() => decideOne(task, yesOf(task))} disabled={waiting.has(task.id)}>
                          {t(`tasks:act.${yesOf(task) ?? 'done'}`)}
                        </Button>
                        {noOf(task) && (
                          <Button variant="default" onClick={() => decideOne(task, noOf(task))} disabled={waiting.has(task.id)}>
                            {t(`tasks:act.${noOf(task)!}`)}
                          </Button>
                        )}
                      </>
                    )
                  }
                />
              ))}
            </ul>
          </section>
        ))}
      {selected.length > 0 && <SelectionBar count={selected.length} most={MOST} over={chosen.size > MOST} approve={() => decideSelected(yesOf)} reject={() => decideSelected(noOf)} clear={() => setChosen(new Set())} />}
    </div>
  );
}
