import { Badge, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useBecause } from '../../parts/because';
import { useFormat } from '../../parts/format';
import type { Column } from '../../parts/rows-table';
import { peopleQuery } from '../../parts/person-picker';
import { Due } from '../../parts/values';
import classes from './leads.module.css';
import type { Lead, View } from './use-leads';

export const nameOf = ({ companyName, displayName }: Pick<Lead, 'companyName' | 'displayName'>): string => companyName ?? displayName;

/** Of one's own leads when each is due and because of what, of free ones why they are there again. */
export function useLeadColumns(view: View): Column<Lead>[] {
  const { t } = useTranslation('leads');
  const { moment } = useFormat();
  const say = useBecause();
  const { data: people = [] } = useQuery({ ...peopleQuery, enabled: view === 'team' });
  const back = ({ cameBack }: Lead) => cameBack && t('cameBack', { at: moment(cameBack.at, 'date'), reason: t(`back.${cameBack.reason}`) });
  return [
    { key: 'name', title: t('column.companyName'), cell: (lead) => <span className={classes.name}>{nameOf(lead)}</span>, width: 'minmax(0, 1.2fr)' },
    { key: 'grade', title: t('gradeFilter'), width: '100px', cell: ({ grade, score }) => (grade ? <Badge variant="light" color="gray" className={classes.badge}>{t('grade', { grade, score: score ?? 0 })}</Badge> : '–') },
    { key: 'from', title: t('fact.source'), cell: ({ city, source, channel }) => [city, source ?? t(`channel.${channel}`)].filter(Boolean).join(' · ') },
    ...(view === 'team' ? [{ key: 'owner', title: t('column.owner'), cell: ({ ownerId }: Lead) => people.find(({ id }) => id === ownerId)?.name ?? '–' }] : []),
    view !== 'free'
      ? {
          key: 'due',
          title: t('fact.due'),
          width: 'minmax(0, 1.6fr)',
          cell: ({ protectedUntil, because }) => (
            <Stack gap={2} align="flex-start" py={6}>
              {protectedUntil && <Due at={protectedUntil} />}
              <Text span size="sm">
                {because && say(because)}
              </Text>
            </Stack>
          ),
        }
      : { key: 'here', title: t('fact.here'), width: 'minmax(0, 1.6fr)', cell: (lead) => back(lead) ?? t('since', { at: moment(lead.capturedAt, 'date') }) },
  ];
}
