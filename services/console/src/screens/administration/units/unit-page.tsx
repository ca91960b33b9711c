import { Badge, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useRights } from '../../../app/rights';
import { Page } from '../../../parts/page';
import { peopleQuery } from '../../../parts/person-picker';
import { Data, Empty, Loading } from '../../../parts/states';
import { ActsMenu } from '../acts-menu';
import { useCalendars } from '../calendars/use-calendars';
import { calendarOf } from './tree';
import { UnitActs, type UnitAct } from './unit-acts';
import { UnitPeople } from './unit-people';
import classes from './units.module.css';
import { useTree, type Unit } from './use-units';

/** A unit: where it stands, who heads it, by which calendar its people work, and who they are. */
export default function UnitPage() {
  const { t } = useTranslation('administration');
  const { id } = useParams() as { id: string };
  const tree = useTree();
  return (
    <Data query={tree} loading={<Loading />}>
      {(units) => {
        const unit = units.find((one) => one.id === id);
        return unit ? <OneUnit key={id} unit={unit} units={units} /> : <Page title={t('units.title')} back="/administration/units"><Empty text={t('units.none')} /></Page>;
      }}
    </Data>
  );
}

function OneUnit({ unit, units }: { unit: Unit; units: readonly Unit[] }) {
  const { t } = useTranslation('administration');
  const may = useRights();
  const people = useQuery(peopleQuery).data ?? [];
  const calendars = useCalendars().data ?? [];
  const [act, setAct] = useState<UnitAct>();
  const parent = units.find((one) => one.id === unit.parentId);
  const below = units.filter(({ parentId, closed }) => parentId === unit.id && !closed);
  const hoursFrom = calendarOf(unit, units);
  const calendar = calendars.find(({ key }) => key === hoursFrom?.calendarKey)?.name ?? t('units.companyCalendar');
  const head = people.find((one) => one.id === unit.headId);
  const acts = ACTS.filter(([one, right]) => !unit.closed && may(right) && (parent || !['move', 'close'].includes(one)));
  return (
    <Page title={unit.name} back="/administration/units" actions={<ActsMenu acts={acts.map(([one]) => ({ key: one, text: t(`units.do.${one}`), run: () => setAct(one) }))} />}>
      <Stack gap="lg">
        {unit.closed && (
          <Badge variant="light" color="gray">
            {t('units.closed')}
          </Badge>
        )}
        <dl className={classes.facts}>
          <dt>{t('units.what')}</dt>
          <dd>{t(`units.kind.${unit.kind}`)}</dd>
          {parent && (
            <>
              <dt>{t('units.parent')}</dt>
              <dd>
                <Link to={`/administration/units/${parent.id}`}>{parent.name}</Link>
              </dd>
            </>
          )}
          <dt>{t('units.head')}</dt>
          <dd>{head ? <Link to={`/administration/people/${head.id}`}>{head.name}</Link> : t('units.noHead')}</dd>
          <dt>{t('calendars.one')}</dt>
          <dd>{hoursFrom && hoursFrom.id !== unit.id ? t('units.calendarFrom', { calendar, unit: hoursFrom.name }) : calendar}</dd>
          {unit.code && (
            <>
              <dt>{t('units.code')}</dt>
              <dd>{unit.code}</dd>
            </>
          )}
        </dl>
        {below.length > 0 && (
          <section aria-labelledby="below">
            <Title order={2} size="h4" id="below">
              {t('units.unitsBelow')}
            </Title>
            <ul className={classes.list}>
              {below.map(({ id, name, kind }) => (
                <li key={id} className={classes.row}>
                  <Link to={`/administration/units/${id}`}>{name}</Link>
                  <Text size="sm" c="dimmed">
                    {t(`units.kind.${kind}`)}
                  </Text>
                </li>
              ))}
            </ul>
          </section>
        )}
        <UnitPeople unit={unit} />
      </Stack>
      {act && <UnitActs act={act} unit={unit} units={units} close={() => setAct(undefined)} />}
    </Page>
  );
}

const ACTS = [
  ['open', 'unit:open'],
  ['change', 'unit:change'],
  ['head', 'unit:set-head'],
  ['calendar', 'unit:set-shifts'],
  ['move', 'unit:move'],
  ['close', 'unit:close'],
] as const;
