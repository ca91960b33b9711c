import { Badge, Paper, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client';
import { useLabel, useLegWords } from '../../parts/labels';
import { Due, Person, When } from '../../parts/values';
import type { TaskDetail } from './decide';
import classes from './tasks.module.css';

type Leg = Schema<'WorklistApprovalDto'>['route'][number];
const COLORS: Record<Leg['status'], string> = { waiting: 'gray', asked: 'blue', approved: 'teal', rejected: 'red', returned: 'orange', lapsed: 'red', skipped: 'gray', 'not-needed': 'gray' };

/** Leg by leg: who decided what, who is asked, who is next. */
export function Legs({ legs }: { legs: readonly Leg[] }) {
  const { t } = useTranslation('tasks');
  const label = useLabel();
  return (
    <ol className={classes.legs}>
      {legs.map((leg) => (
        <li key={leg.key}>
          <Text span fw={600}>
            {label(leg.label)}
          </Text>{' '}
          <Badge variant="light" color={COLORS[leg.status]} tt="none" c="var(--mantine-color-text)">
            {t(`leg.${leg.status}`)}
          </Badge>{' '}
          {leg.status === 'asked' && leg.dueAt && <Due at={leg.dueAt} />}
          <Text size="sm">
            {leg.people.map((person, at) => (
              <span key={person.id}>
                {at > 0 && ', '}
                <Person {...person} />
              </span>
            ))}
          </Text>
          {leg.answers.map(({ by, outcome, at, comment }) => (
            <Text key={`${at}${by?.id}`} size="sm">
              {t('decidedBy', { outcome: t(`outcome.${outcome}`), by: by?.name ?? t('silence') })}, <When at={at} />
              {comment && `: ${comment}`}
            </Text>
          ))}
        </li>
      ))}
    </ol>
  );
}

export function Route({ task }: { task: TaskDetail }) {
  const { t } = useTranslation('tasks');
  const label = useLabel();
  const legWords = useLegWords();
  if (task.route.length === 0 && task.decidedBefore.length === 0)
    return (
      <Text size="sm">
        {t('asked')} {task.potentialOwners.map(({ name }) => name).join(', ')}
      </Text>
    );
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="route">
      <Title order={2} size="h5" mb="sm" id="route">
        {t('route')}
      </Title>
      {task.route.length > 0 ? (
        <Legs legs={task.route} />
      ) : (
        <ol className={classes.legs}>
          {task.decidedBefore.map(({ leg, outcome, by, at, comment }) => (
            <li key={`${leg}${at}`}>
              {legWords(leg)}: {t('decidedBy', { outcome: t(`outcome.${outcome}`), by: by.name })}, <When at={at} />
              {comment && `: ${comment}`}
            </li>
          ))}
        </ol>
      )}
      {task.next && task.next.leg !== task.leg && <Text mt="sm">{t('next', { leg: label(task.route.find(({ key }) => key === task.next?.leg)?.label ?? legWords(task.next.leg)), people: task.next.people.map(({ name }) => name).join(', ') })}</Text>}
    </Paper>
  );
}
