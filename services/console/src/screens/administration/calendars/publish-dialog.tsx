import { Alert, Checkbox, Select, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { FormDialog } from '../../../parts/form-dialog';
import shared from '../administration.module.css';
import type { Unit } from '../units/use-units';
import { companyCalendar } from './company-calendar';
import { hoursText, readHours, WEEKDAYS, type CalendarView } from './month';
import { useCalendar, usePublish, type CalendarInList } from './use-calendars';

type Week = Record<(typeof WEEKDAYS)[number], string>;
const OFFICE: Week = { mon: '09:00-18:00', tue: '09:00-18:00', wed: '09:00-18:00', thu: '09:00-18:00', fri: '09:00-18:00', sat: '', sun: '' };
const NONE = 'none';

/** A new calendar: its hours, and the holidays of one that there is. */
export function PublishDialog({ calendars, units, close }: { calendars: readonly CalendarInList[]; units: readonly Unit[]; close: () => void }) {
  const { t } = useTranslation('administration');
  const company = companyCalendar(calendars, units);
  const [from, setFrom] = useState<string>(company?.key ?? NONE);
  const model = useCalendar(from === NONE ? (company?.key ?? '') : from);
  if (company && !model.data) return null;
  return <Form key={from} calendars={calendars} units={units} model={from === NONE ? undefined : model.data} from={from} setFrom={setFrom} title={t('calendars.open')} close={close} />;
}

/** Name and hours of one that there is. */
export function ChangeCalendar({ calendar, close }: { calendar: CalendarView; close: () => void }) {
  const { t } = useTranslation('administration');
  return <Form changed={calendar} model={calendar} calendars={[]} units={[]} title={t('calendars.change')} close={close} />;
}

function Form({ changed, model, calendars, units, from, setFrom, title, close }: { changed?: CalendarView; model: CalendarView | undefined; calendars: readonly CalendarInList[]; units: readonly Unit[]; from?: string; setFrom?: (key: string) => void; title: string; close: () => void }) {
  const { t } = useTranslation('administration');
  const navigate = useNavigate();
  const [name, setName] = useState(changed?.name ?? '');
  const [shifts, setShifts] = useState(changed?.shifts ?? true);
  const [zone, setZone] = useState(model?.calendar.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [until, setUntil] = useState(model?.calendar.publishedUntil ?? '');
  const [week, setWeek] = useState<Week>(model ? (Object.fromEntries(WEEKDAYS.map((one) => [one, hoursText(model.calendar.week[one])])) as Week) : OFFICE);
  const read = WEEKDAYS.map((one) => readHours(week[one]));
  const { run, isRunning, problem } = usePublish((key) => {
    close();
    if (!changed) void navigate(`/administration/calendars/${key}`);
  });
  // Where nobody has said which one is the company's, another could become it.
  const isUnclear = !changed && !shifts && calendars.some((one) => !one.shifts) && units.find(({ parentId }) => parentId === null)?.calendarKey === null;
  const send = () => {
    const hours = Object.fromEntries(WEEKDAYS.map((one, at) => [one, read[at]!])) as CalendarView['calendar']['week'];
    const calendar = { zone, week: hours, exceptions: model?.calendar.exceptions ?? {}, publishedUntil: until };
    run({ key: changed?.calendar.id ?? `c-${crypto.randomUUID().slice(0, 8)}`, ...(changed && { version: changed.version }), body: { name: name.trim(), shifts, calendar } });
  };
  const isReady = name.trim() !== '' && until !== '' && !isUnclear && read.every(Boolean) && read.some((hours) => hours && hours.length > 0);
  return (
    <FormDialog title={title} close={close} problem={problem} send={{ text: t('units.save'), run: send, isRunning, isReady }}>
      <TextInput label={t('calendars.name')} required maxLength={200} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} data-autofocus />
      {!changed && (
        <>
          <Checkbox label={t('calendars.isShift')} description={t('calendars.isShiftHint')} classNames={{ body: shared.tick! }} checked={shifts} onChange={({ currentTarget }) => setShifts(currentTarget.checked)} />
          {isUnclear && <Alert color="yellow">{t('calendars.unclear')}</Alert>}
          <Select label={t('calendars.daysOf')} value={from ?? NONE} allowDeselect={false} onChange={(key) => key && setFrom?.(key)} data={[{ value: NONE, label: t('calendars.noDays') }, ...calendars.map((one) => ({ value: one.key, label: one.name }))]} />
        </>
      )}
      <Text size="sm">{t('calendars.weekHint')}</Text>
      {WEEKDAYS.map((one, at) => (
        <TextInput key={one} label={t(`calendars.weekday.${one}`)} value={week[one]} placeholder={t('calendars.state.free')} onChange={({ currentTarget }) => setWeek({ ...week, [one]: currentTarget.value })} error={read[at] === undefined ? t('calendars.hoursFault') : undefined} />
      ))}
      <Select label={t('calendars.zone')} value={zone} allowDeselect={false} searchable limit={50} onChange={(chosen) => chosen && setZone(chosen)} data={[...new Set([zone, ...Intl.supportedValuesOf('timeZone')])]} error={problem?.of('calendar.zone')} />
      <TextInput type="date" label={t('calendars.until')} description={t('calendars.untilHint')} required value={until} onChange={({ currentTarget }) => setUntil(currentTarget.value)} />
    </FormDialog>
  );
}
