import { FileInput, List, Stack, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../parts/form-dialog';
import { useFormat } from '../../../parts/format';
import { useImportDays, type CalendarImport } from './use-calendars';

/** Holidays from a file: what it would change is shown before anything is. */
export function ImportDialog({ id, isCompany, close }: { id: string; isCompany: boolean; close: () => void }) {
  const { t } = useTranslation('administration');
  const [text, setText] = useState<string>();
  const [file, setFile] = useState<File | null>(null);
  const [found, setFound] = useState<CalendarImport>();
  const { run, isRunning, problem, reset } = useImportDays(id, (result) => {
    setFound(result);
    if (result.applied) close();
  });
  const choose = async (chosen: File | null) => {
    setFile(chosen);
    setFound(undefined);
    reset();
    const read = await chosen?.text();
    setText(read);
    if (read) run({ file: read, dryRun: true });
  };
  const isFaulty = found?.events.some(({ outcome }) => outcome === 'faulty') ?? false;
  const isReady = text !== undefined && found !== undefined && !isFaulty && found.changed.length > 0;
  return (
    <FormDialog title={t('calendars.import')} close={close} problem={problem} send={{ text: t('calendars.importIt'), run: () => run({ file: text!, dryRun: false }), isRunning, isReady }} size="lg">
      <FileInput label={t('calendars.file')} description={t('calendars.fileHint')} placeholder={t('calendars.chooseFile')} leftSection={<IconUpload aria-hidden size={18} />} accept=".ics,text/calendar" value={file} onChange={(chosen) => void choose(chosen)} />
      {found && (
        <Stack role="status" gap="xs">
          <Text fw={600}>{isFaulty ? t('calendars.faulty') : found.changed.length === 0 ? t('calendars.nothingNew') : t('calendars.wouldChange', { count: found.changed.length })}</Text>
          <Events found={found} />
          {isReady && <Text size="sm">{isCompany ? t('calendars.effectCompany') : t('calendars.effectOther')}</Text>}
        </Stack>
      )}
    </FormDialog>
  );
}

/** Each event of the file with its days; what is faulty comes first. */
function Events({ found: { events, changed } }: { found: CalendarImport }) {
  const { t } = useTranslation('administration');
  const { day } = useFormat();
  const sorted = [...events].sort((a, b) => Number(b.outcome === 'faulty') - Number(a.outcome === 'faulty'));
  return (
    <List>
      {sorted.map(({ uid, name, outcome, days, why }, at) => (
        <List.Item key={`${uid} ${at}`}>
          <Text span fw={600}>
            {name || t('calendars.unnamed')}
          </Text>
          {' · '}
          {t(`calendars.outcome.${outcome}`)}
          {days.length > 0 && ` · ${days.slice(0, 10).map((one) => day(one)).join(', ')}${days.length > 10 ? ' …' : ''}`}
          {days.length > 0 && !days.some((one) => changed.includes(one)) && ` · ${t('calendars.asBefore')}`}
          {outcome === 'faulty' && why && (
            <Text size="sm" c="red">
              {why}
            </Text>
          )}
        </List.Item>
      ))}
    </List>
  );
}
