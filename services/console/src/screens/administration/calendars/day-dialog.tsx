import { Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../parts/form-dialog';
import { useFormat } from '../../../parts/format';
import classes from './calendars.module.css';
import { dayState, firstHours, hoursText, readHours, type CalendarView } from './month';
import { useChangeDays } from './use-calendars';

const CHOICES = ['week', 'off', 'working'] as const;

/** One day: as its week has it, a holiday, or worked to make up for another. */
export function DayDialog({ calendar, day, isCompany, close }: { calendar: CalendarView['calendar']; day: string; isCompany: boolean; close: () => void }) {
  const { t } = useTranslation('administration');
  const format = useFormat();
  const present = calendar.exceptions[day];
  const [choice, setChoice] = useState<(typeof CHOICES)[number]>(present?.kind ?? 'week');
  const [name, setName] = useState(present?.name ?? '');
  const usual = hoursText(firstHours(calendar.week));
  const [hours, setHours] = useState(present?.kind === 'working' && present.hours ? hoursText(present.hours) : '');
  const read = readHours(hours);
  const { run, isRunning, problem } = useChangeDays(calendar.id, close);
  const send = () => {
    if (choice === 'week') return run({ set: {}, clear: [day] });
    const told = choice === 'off' ? { kind: 'off' as const, name: name.trim() } : { kind: 'working' as const, name: name.trim(), ...(read && read.length > 0 && { hours: read }) };
    run({ set: { [day]: told }, clear: [] });
  };
  const asWeek = dayState({ ...calendar, exceptions: {} }, day);
  return (
    <FormDialog
      title={format.day(day, 'weekday')}
      close={close}
      problem={problem}
      send={{ text: t('units.save'), run: send, isRunning, isReady: choice === 'week' ? present !== undefined : name.trim() !== '' && (choice === 'off' || read !== undefined) }}
    >
      <Radio.Group label={t('calendars.thisDay')} value={choice} onChange={(chosen) => setChoice(chosen as typeof choice)}>
        <Stack gap={0} mt="xs">
          {CHOICES.map((one) => (
            <Radio key={one} value={one} label={one === 'week' ? t('calendars.choice.week', { hours: hoursText(asWeek.hours) || t('calendars.state.free') }) : t(`calendars.choice.${one}`)} classNames={{ body: classes.answer! }} />
          ))}
        </Stack>
      </Radio.Group>
      {choice !== 'week' && <TextInput label={t('calendars.dayName')} required maxLength={200} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} />}
      {choice === 'working' && (
        <TextInput label={t('calendars.hours')} description={t('calendars.hoursHint', { usual })} value={hours} placeholder={usual} onChange={({ currentTarget }) => setHours(currentTarget.value)} error={read === undefined ? t('calendars.hoursFault') : undefined} />
      )}
      <Text size="sm">{isCompany ? t('calendars.effectCompany') : t('calendars.effectOther')}</Text>
    </FormDialog>
  );
}
