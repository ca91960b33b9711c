import { SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useProfile } from '../../api/who';
import { useRights } from '../../app/rights';
import { peopleQuery, PersonPicker } from '../../parts/person-picker';
import classes from './home.module.css';
import { PERIODS, type Period } from './periods';
import { usePipelines, useUnits } from './use-figures';

const EVERYTHING = 'all';

/** Whose figures, and of which time. Units and people are those that one may look at. */
export function Filters({ unit, owner, period, pipeline, change }: { unit: string | null; owner: string | null; period: Period; pipeline: string; change: (next: Record<string, string | null>) => void }) {
  const { t } = useTranslation('home');
  const may = useRights();
  const profile = useProfile();
  const units = useUnits().data?.items ?? [];
  const people = useQuery(peopleQuery).data ?? [];
  const pipelines = usePipelines().data?.items ?? [];
  const reach = may('lead:read', 'all') ? '' : (profile?.unitPath ?? '');
  const inReach = units.filter(({ path, closed }) => !closed && path.startsWith(reach));
  const below = units.find(({ id }) => id === unit)?.path ?? reach;
  const sellers = people.filter(({ roles, unitPath }) => unitPath.startsWith(below) && roles.some((role) => role.startsWith('sales-')));
  return (
    <div className={classes.filters}>
      <Select
        label={t('unit')}
        value={unit ?? EVERYTHING}
        allowDeselect={false}
        searchable
        onChange={(chosen) => change({ unit: chosen === EVERYTHING ? null : chosen, owner: null })}
        data={[{ value: EVERYTHING, label: t('everyUnit') }, ...inReach.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <PersonPicker label={t('owner')} value={owner} everybody={t('everybody')} onChange={(chosen) => change({ owner: chosen })} only={sellers.map(({ id }) => id)} />
      {pipelines.length > 1 && <Select label={t('pipeline')} value={pipeline} allowDeselect={false} onChange={(chosen) => change({ pipeline: chosen })} data={pipelines.map(({ key }) => key)} />}
      <SegmentedControl aria-label={t('period')} value={period} onChange={(chosen) => change({ period: chosen })} data={PERIODS.map((value) => ({ value, label: t(`periods.${value}`) }))} />
    </div>
  );
}
