import { Button, Checkbox, FileInput, Group, Stack, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../../parts/page';
import { Refused } from '../../../parts/states';
import shared from '../administration.module.css';
import { SyncReportTable } from './sync-report';
import { useSync, type Sync, type SyncReport } from './use-sync';

/** Columns as files have them: the same in every language. */
const UNITS = 'code, name, kind, parent_code, head';
const PEOPLE = 'external_id, email, name, unit_code, title, manager, zone, roles';

/** Units and people from the company's books: what would happen is shown row by row before it does. */
export default function SyncPage() {
  const { t } = useTranslation('administration');
  const [units, setUnits] = useState<File | null>(null);
  const [people, setPeople] = useState<File | null>(null);
  const [full, setFull] = useState(false);
  const [confirmLeavers, setConfirmed] = useState(false);
  const [tried, setTried] = useState<{ report: SyncReport; sent: Sync }>();
  const { run, isRunning, problem, reset } = useSync((report, sent) => setTried({ report, sent }));
  /** What was tried is not what is chosen any more. */
  const anew = () => {
    setTried(undefined);
    setConfirmed(false);
    reset();
  };
  const look = async () => {
    const files = { ...(units && { units: await units.text() }), ...(people && { people: await people.text() }) };
    run({ ...files, full: full && people !== null, confirmLeavers: false, dryRun: true });
  };
  const report = tried?.report;
  const leavers = report?.rows.filter(({ outcome }) => outcome === 'would-leave').length ?? 0;
  const changed = report?.rows.filter(({ outcome }) => outcome === 'new' || outcome === 'changed').length ?? 0;
  const isFaulty = report?.rows.some(({ outcome }) => outcome === 'faulty') ?? false;
  const isOpen = report !== undefined && !report.applied && !isFaulty && changed + (confirmLeavers ? leavers : 0) > 0;
  return (
    <Page
      title={t('sync.title')}
      back="/administration"
      bar={
        <Group p="xs" justify="flex-end">
          <Button variant={isOpen ? 'default' : 'filled'} disabled={!units && !people} loading={isRunning} onClick={() => void look()}>
            {t('sync.try')}
          </Button>
          {isOpen && (
            <Button loading={isRunning} onClick={() => run({ ...tried!.sent, confirmLeavers, dryRun: false })}>
              {t('sync.apply')}
            </Button>
          )}
        </Group>
      }
    >
      <Stack>
        <Text size="sm">{t('sync.about')}</Text>
        <FileInput label={t('sync.units')} description={UNITS} placeholder={t('calendars.chooseFile')} leftSection={<IconUpload aria-hidden size={18} />} accept=".csv,.txt,text/csv" value={units} onChange={(file) => (setUnits(file), anew())} />
        <FileInput label={t('sync.people')} description={PEOPLE} placeholder={t('calendars.chooseFile')} leftSection={<IconUpload aria-hidden size={18} />} accept=".csv,.txt,text/csv" value={people} onChange={(file) => (setPeople(file), anew())} />
        {people && <Checkbox classNames={{ body: shared.tick! }} label={t('sync.full')} checked={full} onChange={({ currentTarget }) => (setFull(currentTarget.checked), anew())} />}
        {problem && <Refused error={problem} />}
        {report && <SyncReportTable report={report} />}
        {leavers > 0 && <Checkbox classNames={{ body: shared.tick! }} label={t('sync.leavers', { count: leavers })} checked={confirmLeavers} onChange={({ currentTarget }) => setConfirmed(currentTarget.checked)} />}
      </Stack>
    </Page>
  );
}
