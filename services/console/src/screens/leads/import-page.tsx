import { Anchor, Button, FileInput, Group, Stack, Text, Title } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useMe } from '../../api/who';
import { useFormat } from '../../parts/format';
import { Page } from '../../parts/page';
import { Data, Empty, LoadingRows, Refused } from '../../parts/states';
import { ImportMapping, type Choices } from './import-mapping';
import { ImportReport } from './import-report';
import classes from './leads.module.css';
import { usePools } from './use-leads';
import { columnsOf, guessed, NAMES, type Mapping } from './mapping';
import { useImport, useImports, usePreview, useReport, type Import, type ImportLine, type Preview } from './use-imports';

/** From a file to leads: what its columns are, what would happen, and then what happened. The import itself stands in the address: a reload finds it again. */
export default function ImportPage() {
  const { t } = useTranslation('leads');
  const { personId } = useMe();
  const [params, setParams] = useSearchParams();
  const run = params.get('run');
  const of = Number(params.get('of')) || undefined;
  const [file, setFile] = useState<File | null>(null);
  const [preview, setPreview] = useState<Preview>();
  const [choices, setChoices] = useState<Choices>();
  /** What the import on this page was made of. */
  const [made, setMade] = useState<{ id: string; what: string }>();
  const show = (id: string, rows?: number) => setParams({ run: id, ...(rows && { of: String(rows) }) }, { replace: true });

  const look = usePreview();
  const open = (usePools().data?.items ?? []).filter(({ status }) => status === 'open');
  const [sent, setSent] = useState<{ what: Import; known: ReadonlySet<string> }>();
  const send = useImport(({ importId, totals, dryRun }, what) => {
    setMade({ id: importId, what: whatOf(what) });
    show(importId, dryRun ? totals.rowsRead : of);
  });
  // Its report is there before the answer, and also where no answer comes: nobody has to wait, and nobody imports twice.
  const isOpen = send.isRunning || send.problem?.isOpen === true;
  const imports = useImports(isOpen);
  const running = isOpen && sent ? imports.data?.items.find((one) => isOf(one, sent.what, personId) && (one.status === 'running' || !sent.known.has(one.importId))) : undefined;
  const runningId = running?.importId;
  useEffect(() => {
    if (runningId) setParams((before) => ({ run: runningId, ...(before.get('of') && { of: before.get('of')! }) }), { replace: true });
  }, [runningId, setParams]);

  const choose = (chosen: File | null) => {
    setFile(chosen);
    setPreview(undefined);
    setParams({}, { replace: true });
    look.reset();
    send.reset();
    const onSuccess = (found: Preview) => {
      setPreview(found);
      setChoices({ fields: guessed(found.header), poolId: open.length === 1 ? open[0]!.poolId : undefined, channel: 'import', system: 'console' });
    };
    if (chosen) look.mutate(chosen, { onSuccess });
  };
  const begin = (dryRun: boolean) => {
    if (!file || !preview || !choices) return;
    const what = { file, poolId: choices.poolId, dryRun, mapping: mappingOf(file, preview, choices) };
    if (!send.isRunning) setSent({ what, known: new Set(imports.data?.items.map(({ importId }) => importId)) });
    send.run(what);
  };
  const what = file && preview && choices ? whatOf({ file, poolId: choices.poolId, dryRun: true, mapping: mappingOf(file, preview, choices) }) : undefined;
  const isNamed = choices?.fields.some((field) => field && NAMES.includes(field)) ?? false;
  const isReady = isNamed && choices?.poolId !== undefined && (!choices?.fields.includes('externalId') || choices.system.trim() !== '');
  const isTried = made !== undefined && made.id === run && made.what === what;

  return (
    <Page
      title={t('import.title')}
      back="/leads"
      bar={
        preview && (
          <Group p="xs" justify="flex-end">
            <Button variant={isTried ? 'default' : 'filled'} disabled={!isReady} loading={send.isRunning} onClick={() => begin(true)}>
              {t('import.try')}
            </Button>
            {isTried && <Apply id={made.id} isRunning={send.isRunning} apply={() => begin(false)} />}
          </Group>
        )
      }
    >
      <Stack>
        <FileInput label={t('import.file')} description={t('import.fileHint')} placeholder={t('import.choose')} leftSection={<IconUpload aria-hidden size={18} />} accept=".csv,.xlsx,.txt" value={file} onChange={choose} />
        {look.isPending && <LoadingRows count={2} />}
        {look.error && <Refused error={look.error} />}
        {preview && choices && <ImportMapping preview={preview} value={choices} change={setChoices} />}
        {preview && !isNamed && <Text role="alert">{t('import.nameWanted')}</Text>}
        {preview && isNamed && !choices?.poolId && <Text role="alert">{t('import.poolWanted')}</Text>}
        {send.problem && !running && <Refused error={send.problem} />}
        {run && <ImportReport key={run} id={run} of={of} isFileHere={file !== null} />}
        {!run && !preview && <Before imports={imports} />}
      </Stack>
    </Page>
  );
}

/** What was tried, in earnest; nothing is left to do once that was done. */
function Apply({ id, apply, isRunning }: { id: string; apply: () => void; isRunning: boolean }) {
  const { t } = useTranslation('leads');
  const { number } = useFormat();
  const { data } = useReport(id);
  if (!data || data.status === 'running' || (!data.dryRun && data.status === 'completed')) return null;
  const rows = data.totals.created + data.totals.merged;
  return (
    <Button loading={isRunning} disabled={data.dryRun && rows === 0} onClick={apply}>
      {data.dryRun ? t('import.apply', { count: rows, rows: number(rows) }) : t('import.goOn')}
    </Button>
  );
}

/** One's imports of before, to look at again. */
function Before({ imports }: { imports: ReturnType<typeof useImports> }) {
  const { t } = useTranslation('leads');
  const { moment, number } = useFormat();
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t('import.before')}
      </Title>
      <Data query={imports} isEmpty={({ items }) => items.length === 0} empty={<Empty text={t('import.none')} />}>
        {({ items }) => (
          <ul className={classes.list}>
            {items.map(({ importId, fileName, startedAt, dryRun, status, totals }) => (
              <li key={importId} className={classes.row}>
                <Anchor component={Link} to={`/leads/imports?run=${importId}`} className={classes.open}>
                  <Text fw={600} className={classes.name}>
                    {t(`import.of.${dryRun ? 'trial' : 'import'}`, { file: fileName })}
                  </Text>
                  <Text size="sm">
                    {t('import.line', { at: moment(startedAt), status: t(`import.status.${status}`), read: number(totals.rowsRead), refused: number(totals.refused) })}
                  </Text>
                </Anchor>
              </li>
            ))}
          </ul>
        )}
      </Data>
    </section>
  );
}

const mappingOf = (file: File, { header }: Preview, { fields, channel, system }: Choices): Mapping => ({ name: file.name, system: system.trim(), channel, columns: columnsOf(header, fields) });
const whatOf = ({ file, mapping, poolId }: Import): string => JSON.stringify([file.name, file.size, file.lastModified, mapping, poolId]);
const isOf = ({ fileName, dryRun, startedBy }: ImportLine, sent: Import, me: string): boolean => startedBy === me && dryRun === sent.dryRun && fileName === sent.file.name;
