import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Due, Money } from '../../parts/values';
import type { Task } from './decide';
import { useAsk } from './figures';

/** One task in a list: what is asked, how much it is about, and when it is due. */
export function TaskLine({ task }: { task: Task }) {
  const { t } = useTranslation('tasks');
  const ask = useAsk();
  return (
    <>
      <Text fw={600} component="span" display="block">
        {ask(task)}
      </Text>
      <Group gap="sm" mt={4}>
        {task.amount && <Money value={task.amount} fw={600} />}
        {task.status === 'open' ? <Due at={task.dueAt} /> : <Badge variant="light" color="gray" tt="none">{t(`status.${task.status}`)}</Badge>}
        {task.decision && (
          <Text span size="sm">
            {t('decidedBy', { outcome: t(`outcome.${task.decision.outcome}`), by: task.decision.by.name })}
          </Text>
        )}
        {task.actualOwner && task.status === 'open' && (
          <Text span size="sm">
            {t('takenBy', { name: task.actualOwner.name })}
          </Text>
        )}
      </Group>
    </>
  );
}
