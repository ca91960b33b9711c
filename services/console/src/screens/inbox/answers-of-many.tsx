import { Alert, List } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schema } from '../../api/client';
import type { Task } from '../tasks/decide';
import { useAsk } from '../tasks/figures';
import classes from './inbox.module.css';

type Said = Schema<'WorklistDecideTasksAnswerDto'>['answers'][number];
export interface AnswerOfOne extends Pick<Said, 'answer' | 'outcome' | 'by'> {
  task: Task | undefined;
}

/** What became of each of many that were answered at once. */
export function AnswersOfMany({ answers, close }: { answers: AnswerOfOne[]; close: () => void }) {
  const { t } = useTranslation(['inbox', 'tasks', 'common']);
  const ask = useAsk();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const accepted = answers.filter(({ answer }) => answer === 'accepted').length;
  return (
    <Alert ref={box} tabIndex={-1} role="status" color={accepted === answers.length ? 'teal' : 'yellow'} title={t('answered', { accepted, all: answers.length })} withCloseButton closeButtonLabel={t('common:action.close')} onClose={close} mb="md">
      <List>
        {answers.map(({ task, answer, outcome }, at) => (
          <List.Item key={task?.id ?? at}>
            {task ? <Link to={`/tasks/${task.id}`} className={classes.told}>{ask(task)}</Link> : '–'}: {answer === 'accepted' && outcome ? t(`tasks:outcome.${outcome}`) : t(`answer.${answer}`)}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
