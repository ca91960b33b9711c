import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client';
import { notify } from '../../parts/notify';
import { Refused } from '../../parts/states';
import { actUnlessUndone, offerAgain } from '../../parts/undo';
import { useDraft } from '../../parts/use-draft';
import { useDecide } from '../tasks/decide';

type Task = Schema<'WorklistTaskPageDto'>['items'][number];

/** What I am asked to say of this version, beside the text that it is about. The same as the task in the inbox, and one draft with it. */
export function ReviewAnswer({ task, leg }: { task: Task; leg: string }) {
  const { t } = useTranslation('contracts');
  const [comment, setComment, forget] = useDraft(`task.${task.id}`);
  const [isWaiting, setWaiting] = useState(false);
  const words = (outcome: 'approved' | 'returned') => t(`saying.${outcome}`, { leg });
  const decide = useDecide({
    onDone: (_said, { outcome }) => {
      setWaiting(false);
      forget();
      void notify({ message: words(outcome === 'approved' ? 'approved' : 'returned') });
    },
    onRefused: (problem, { outcome }, again) => {
      setWaiting(false);
      if (problem.isOpen) offerAgain(words(outcome === 'approved' ? 'approved' : 'returned'), again);
    },
  });
  const say = (outcome: 'approved' | 'returned') => {
    setWaiting(true);
    const decision = { taskId: task.id, outcome, version: task.version, ...(comment.trim() && { comment: comment.trim() }) };
    actUnlessUndone(words(outcome), () => decide.run(decision), () => setWaiting(false), [task.id]);
  };
  return (
    <Stack gap="xs" mt="xs">
      <Textarea label={t('comment', { leg })} description={t('commentHint')} value={comment} maxLength={2000} autosize minRows={2} onChange={({ currentTarget }) => setComment(currentTarget.value)} />
      {decide.problem && !decide.problem.isOpen && <Refused error={decide.problem} />}
      <Group gap="xs">
        {task.outcomes.includes('approved') && (
          <Button disabled={isWaiting} onClick={() => say('approved')}>
            {t('approve', { leg })}
          </Button>
        )}
        {task.outcomes.includes('returned') && (
          <Button variant="default" disabled={isWaiting} onClick={() => say('returned')}>
            {t('return', { leg })}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
