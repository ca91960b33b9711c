import { Select, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../api/problem';
import { FormDialog } from '../../../parts/form-dialog';
import { useCalendars } from './use-calendars';

const INHERITED = 'inherited';

/** By which hours and holidays a unit or somebody works. `inherited`: the words for those of the unit above. */
export function ChooseCalendar({ present, inherited, about, act, close }: { present: string | null; inherited: string; about: string; act: { run: (key: string | null) => void; isRunning: boolean; problem: Problem | undefined }; close: () => void }) {
  const { t } = useTranslation('administration');
  const calendars = useCalendars().data ?? [];
  const [chosen, setChosen] = useState(present ?? INHERITED);
  const run = () => act.run(chosen === INHERITED ? null : chosen);
  return (
    <FormDialog title={t('calendars.choose')} close={close} problem={act.problem} send={{ text: t('calendars.take'), run, isRunning: act.isRunning, isReady: chosen !== (present ?? INHERITED) }}>
      <Select
        label={t('calendars.one')}
        value={chosen}
        allowDeselect={false}
        onChange={(value) => setChosen(value ?? INHERITED)}
        data={[{ value: INHERITED, label: inherited }, ...calendars.map(({ key, name, shifts }) => ({ value: key, label: shifts ? t('calendars.shiftNamed', { name }) : name }))]}
        error={act.problem?.of('calendarKey')}
      />
      <Text size="sm">{about}</Text>
    </FormDialog>
  );
}
