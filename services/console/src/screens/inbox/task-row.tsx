import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Task } from '../tasks/decide';
import { useAsk } from '../tasks/figures';
import { TaskLine } from '../tasks/task-row';
import classes from './inbox.module.css';

export interface TaskRowProps {
  task: Task;
  waiting: boolean;
  chosen?: boolean;
  onChoose?: () => void;
  answers?: ReactNode;
}

export function TaskRow({ task, waiting, chosen = false, onChoose, answers }: TaskRowProps) {
  const { t } = useTranslation('inbox');
  const ask = useAsk();
  return (
    <li className={classes.row} data-waiting={waiting} data-task={task.id}>
      {onChoose && (
        <label className={classes.choose}>
          <Checkbox size="md" aria-label={t('choose', { ask: ask(task) })} checked={chosen} onChange={onChoose} disabled={waiting} />
        </label>
      )}
      <Link to={`/tasks/${task.id}`} className={classes.open}>
        <TaskLine task={task} />
      </Link>
      {answers && <div className={classes.answers}>{answers}</div>}
    </li>
  );
}
