import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Due, When } from '../../parts/values';
import classes from './contracts.module.css';
import { PersonName, usePersonName } from './person-name';
import { ReviewAnswer } from './review-answer';
import { Section } from './section';
import { useMyReviews, type Contract } from './use-contracts';

type Leg = NonNullable<Contract['review']>['legs'][number];
const COLORS: Record<Leg['status'], string> = { approved: 'teal', returned: 'orange', holds: 'teal', open: 'blue' };

/** Who looks at the present version until when, and what each said. */
export function Review({ contract }: { contract: Contract }) {
  const { t } = useTranslation('contracts');
  const { review, status, currentVersion } = contract;
  const mine = useMyReviews(contract);
  return (
    <Section title={t('review')}>
      {!review && <Text size="sm">{status === 'draft' ? t('notAsked') : t('noReview')}</Text>}
      {review && (
        <>
          <Asked by={review.requestedBy} at={review.requestedAt} version={currentVersion} />
          <ul className={classes.list}>
            {review.legs.map((leg) => (
              <li key={leg.leg}>
                <OneLeg leg={leg} isRunning={status === 'in-review'} />
                {mine.data?.filter((task) => task.leg === leg.leg).map((task) => <ReviewAnswer key={task.id} task={task} leg={nameOf(leg, t)} />)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function Asked({ by, at, version }: { by: string; at: string; version: number }) {
  const { t } = useTranslation('contracts');
  const name = usePersonName(by);
  return (
    <Text size="sm" mb="sm">
      {t('askedBy', { name, version })} · <When at={at} />
    </Text>
  );
}

function OneLeg({ leg, isRunning }: { leg: Leg; isRunning: boolean }) {
  const { t } = useTranslation('contracts');
  const { status, decision, dueAt, remindAt, late } = leg;
  return (
    <>
      <Group gap="xs">
        <Text fw={600}>{nameOf(leg, t)}</Text>
        <Badge variant="light" color={late ? 'red' : COLORS[status]} className={classes.badge}>
          {late ? t('late') : t(`leg.${status}`)}
        </Badge>
        {isRunning && status === 'open' && dueAt && <Due at={dueAt} />}
      </Group>
      {isRunning && status === 'open' && remindAt && (
        <Text size="sm">
          {t('reminded')} <When at={remindAt} />
        </Text>
      )}
      {decision && (
        <Text size="sm">
          <PersonName id={decision.by} /> · <When at={decision.at} />
          {status === 'holds' && ` · ${t('holdsSince', { no: decision.version })}`}
        </Text>
      )}
      {decision?.comment && <Text className={classes.name}>{decision.comment}</Text>}
    </>
  );
}

const KNOWN = ['legal', 'finance', 'commercial'] as const;
const nameOf = ({ leg, label }: Leg, t: ReturnType<typeof useTranslation<'contracts'>>['t']): string => {
  const known = KNOWN.find((one) => one === leg);
  return known ? t(`by.${known}`) : label;
};
