import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { useRights } from '../../../app/rights';
import { useFormat, useToday } from '../../../parts/format';
import { Page } from '../../../parts/page';
import { peopleQuery } from '../../../parts/person-picker';
import { Data, Loading } from '../../../parts/states';
import { useTree } from '../units/use-units';
import classes from './calendars.module.css';
import { companyCalendar } from './company-calendar';
import { DayDialog } from './day-dialog';
import { ImportDialog } from './import-dialog';
import { hoursText, WEEKDAYS, type CalendarView } from './month';
import { MonthTable } from './month-table';
import { ChangeCalendar } from './publish-dialog';
import { useCalendar, useCalendars } from './use-calendars';

/** A calendar by the month. The month stands in the address. */
export default function CalendarPage() {
  const { id } = useParams() as { id: string };
  const calendar = useCalendar(id);
  return (
    <Data query={calendar} loading={<Loading />}>
      {(data) => <OneCalendar data={data} />}
    </Data>
  );
}

function OneCalendar({ data }: { data: CalendarView }) {
  const { t } = useTranslation('administration');
  const { day } = useFormat();
  const may = useRights();
  const today = useToday();
  const [params, setParams] = useSearchParams();
  const [dialog, setDialog] = useState<'import' | 'change' | { day: string }>();
  const units = useTree().data ?? [];
  const isCompany = companyCalendar(useCalendars().data ?? [], units)?.key === data.calendar.id;
  const month = params.get('month') ?? today?.slice(0, 7);
  const mayPublish = may('calendar:publish');
  const close = () => setDialog(undefined);
  const { calendar } = data;
  return (
    <Page title={data.name} back="/administration/calendars">
      <Stack gap="lg">
        {(data.shifts || isCompany) && (
          <Badge variant="light" {...(data.shifts && { color: 'gray' })}>
            {data.shifts ? t('calendars.shift') : t('calendars.ofCompany')}
          </Badge>
        )}
        <Text size="sm">
          {t('calendars.known', { zone: calendar.zone, day: day(calendar.publishedUntil) })} {isCompany && t('calendars.effectCompany')}
        </Text>
        {mayPublish && (
          <Group gap="xs">
            <Button variant="default" onClick={() => setDialog('import')}>
              {t('calendars.import')}
            </Button>
            <Button variant="default" onClick={() => setDialog('change')}>
              {t('calendars.change')}
            </Button>
          </Group>
        )}
        {month && <MonthTable calendar={calendar} month={month} show={(next) => setParams({ month: next }, { replace: true })} choose={mayPublish ? (chosen) => setDialog({ day: chosen }) : undefined} />}
        <section aria-labelledby="week">
          <Title order={2} size="h4" id="week">
            {t('calendars.week')}
          </Title>
          <dl className={classes.hours}>
            {WEEKDAYS.map((one) => (
              <div key={one} style={{ display: 'contents' }}>
                <dt>{t(`calendars.weekday.${one}`)}</dt>
                <dd>{hoursText(calendar.week[one]) || t('calendars.state.free')}</dd>
              </div>
            ))}
          </dl>
        </section>
        <UsedBy id={calendar.id} />
      </Stack>
      {dialog === 'import' && <ImportDialog id={calendar.id} isCompany={isCompany} close={close} />}
      {dialog === 'change' && <ChangeCalendar calendar={data} close={close} />}
      {typeof dialog === 'object' && <DayDialog calendar={calendar} day={dialog.day} isCompany={isCompany} close={close} />}
    </Page>
  );
}

/** Units and people that have named it. */
function UsedBy({ id }: { id: string }) {
  const { t } = useTranslation('administration');
  const units = (useTree().data ?? []).filter(({ calendarKey, closed }) => calendarKey === id && !closed);
  const people = (useQuery(peopleQuery).data ?? []).filter(({ calendarKey }) => calendarKey === id);
  const all = [...units.map((one) => ({ ...one, to: `/administration/units/${one.id}` })), ...people.map((one) => ({ ...one, to: `/administration/people/${one.id}` }))];
  return (
    <section aria-labelledby="used">
      <Title order={2} size="h4" id="used">
        {t('calendars.usedBy')}
      </Title>
      {all.length === 0 ? (
        <Text size="sm">{t('calendars.usedByNobody')}</Text>
      ) : (
        <ul className={classes.list}>
          {all.map((one) => (
            <li key={one.id}>
              <Link to={one.to} className={classes.name}>
                {one.name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
