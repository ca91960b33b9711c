import { ActionIcon, Group, Text, VisuallyHidden } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat, useToday } from '../../../parts/format';
import classes from './calendars.module.css';
import { dayState, daysOf, hoursText, monthAfter, WEEKDAYS, weeksOf, type CalendarView } from './month';

/** A month: what is worked, what is off and what is worked to make up for it. `choose`: for who may change a day. */
export function MonthTable({ calendar, month, show, choose }: { calendar: CalendarView['calendar']; month: string; show: (month: string) => void; choose: ((day: string) => void) | undefined }) {
  const { t } = useTranslation('administration');
  const { day: dayWords } = useFormat();
  const today = useToday();
  const named = daysOf(month).filter((day) => calendar.exceptions[day]);
  return (
    <section aria-label={t('calendars.month')}>
      <Group gap="xs" mb="xs">
        <ActionIcon aria-label={t('calendars.monthBefore')} onClick={() => show(monthAfter(month, -1))}>
          <IconChevronLeft aria-hidden />
        </ActionIcon>
        <Text fw={600} role="status" miw={100} ta="center">
          {dayWords(`${month}-01`, 'month')}
        </Text>
        <ActionIcon aria-label={t('calendars.monthAfter')} onClick={() => show(monthAfter(month, 1))}>
          <IconChevronRight aria-hidden />
        </ActionIcon>
      </Group>
      <table className={classes.month}>
        <thead>
          <tr>
            {WEEKDAYS.map((one) => (
              <th key={one} scope="col">
                {t(`calendars.weekday.${one}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week, at) => (
            <tr key={at}>{week.map((day, no) => (day ? <OneDay key={day} day={day} isToday={day === today} calendar={calendar} choose={choose} /> : <td key={no} />))}</tr>
          ))}
        </tbody>
      </table>
      {named.length > 0 && (
        <ul className={classes.list}>
          {named.map((day) => {
            const { kind, name, hours } = dayState(calendar, day);
            return (
              <li key={day} className={classes.row}>
                <Text span fw={600}>
                  {dayWords(day, 'weekday')}
                </Text>{' '}
                {kind === 'off' ? t('calendars.offDay', { name }) : t('calendars.workedDay', { name, hours: hoursText(hours) })}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

function OneDay({ day, isToday, calendar, choose }: { day: string; isToday: boolean; calendar: CalendarView['calendar']; choose: ((day: string) => void) | undefined }) {
  const { t } = useTranslation('administration');
  const { day: dayWords } = useFormat();
  const { kind, name } = dayState(calendar, day);
  const text = (
    <>
      <span aria-hidden>{Number(day.slice(8))}</span>
      {kind !== 'worked' && <small aria-hidden>{t(`calendars.mark.${kind}`)}</small>}
      <VisuallyHidden>{[dayWords(day, 'weekday'), t(`calendars.state.${kind}`), name].filter(Boolean).join(', ')}</VisuallyHidden>
    </>
  );
  return (
    <td data-kind={kind} {...(isToday && { 'data-today': true })}>
      {choose ? (
        <button type="button" className={classes.day} onClick={() => choose(day)}>
          {text}
        </button>
      ) : (
        <div className={classes.day}>{text}</div>
      )}
    </td>
  );
}
