import { Alert, Button, Group, List, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { stringify } from 'yaml';
import { useAct } from '../../api/act';
import { useProfile } from '../../api/who';
import { useToday } from '../../parts/format';
import { notify } from '../../parts/notify';
import { Refused } from '../../parts/states';
import { useDraft } from '../../parts/use-draft';
import { DraftForm } from './draft-form';
import { readText } from './form/draft-text';
import { useFaultWords } from './form/use-fault-words';
import { usePlaceWords, withoutHeader } from './rules';
import type { Document, Findings, Kind } from './use-policies';

/** Where versions of some rules are kept: who checks and takes one, and what can be said about it before. */
export interface Book {
  kind: Kind | 'approval';
  id: string;
  check: (document: Document) => Promise<Findings & { warnings?: Findings['faults'] }>;
  save: (document: Document, key: string) => Promise<unknown>;
  /** What is read anew once one is saved. */
  changes: string[][];
  /** What saving is called, and what is said once it is done. */
  texts: { save: string; saved: (effectiveFrom: string) => string };
  compared: (document: Document) => ReactNode;
  /** What it would do. */
  foreseen?: (document: Document) => ReactNode;
}

export interface DraftEditorProps {
  book: Book;
  from: Document;
  version: number;
  intro: string;
  done: () => void;
}

/** A version as it is written, as a form or as text, which is the one thing that both write; kept in the tab until it is saved. */
export function DraftEditor({ book, from, version, intro, done }: DraftEditorProps) {
  const { t } = useTranslation('policies');
  const author = useProfile()?.name ?? '';
  const today = useToday();
  const isNew = from['version'] !== version;
  const draft = `policy.${book.kind}.${book.id}.${version}`;
  const [text, setText, forgetText] = useDraft(draft);
  const [reason, setReason, forgetReason] = useDraft(`${draft}.reason`);
  const [day, setDay] = useState(isNew ? '' : String(from['effectiveFrom']));
  const [isCompared, setCompared] = useState(false);
  const [discarded, setDiscarded] = useState(0);
  const [params, setParams] = useSearchParams();
  const isText = params.get('as') === 'text';
  const written = text || stringify(withoutHeader(from));
  const because = reason || (isNew ? '' : String(from['reason']));
  const read = readText(written);
  const header = { kind: book.kind, id: book.id, version, effectiveFrom: day || today, author, reason: because };
  const [settled] = useDebouncedValue(JSON.stringify(read.ok && header.effectiveFrom ? { ...header, ...read.value } : null), 250);
  const current = JSON.stringify(read.ok && header.effectiveFrom ? { ...header, ...read.value } : null);
  const document = JSON.parse(settled) as Document | null;
  const findings = useQuery({ queryKey: ['policies', 'findings', settled], enabled: document !== null, placeholderData: keepPreviousData, queryFn: () => book.check(document!) });
  // That a reason is missing everybody sees without being told.
  const faults = document && findings.data ? findings.data.faults.filter(({ path }) => path !== 'reason') : [];
  const warnings = document ? (findings.data?.warnings ?? []) : [];
  const isSound = document !== null && settled === current && findings.data?.ok === true && !findings.isPlaceholderData;
  const save = useAct({
    send: book.save,
    changes: book.changes,
    onDone: () => {
      forgetText();
      forgetReason();
      void notify({ message: book.texts.saved(header.effectiveFrom ?? '') });
      done();
    },
  });
  const writeText = (
    <Textarea label={t('text')} description={t('textHint')} value={written} onChange={({ currentTarget }) => setText(currentTarget.value)} autosize minRows={12} maxRows={30} spellCheck={false} styles={{ input: { fontFamily: 'monospace' } }} error={read.ok ? undefined : read.fault} />
  );
  return (
    <Stack>
      <Text size="sm">{intro}</Text>
      <Group align="flex-start">
        <TextInput type="date" label={t('effectiveFrom')} value={day || (today ?? '')} onChange={({ currentTarget }) => setDay(currentTarget.value)} />
        <TextInput label={t('reason')} required value={because} onChange={({ currentTarget }) => setReason(currentTarget.value)} flex={1} miw={240} />
      </Group>
      <SegmentedControl
        aria-label={t('form.as')}
        value={isText ? 'text' : 'form'}
        onChange={(next) => setParams({ ...Object.fromEntries(params), as: next }, { replace: true })}
        data={(['form', 'text'] as const).map((value) => ({ value, label: t(`form.${value}`) }))}
        style={{ alignSelf: 'flex-start' }}
      />
      {isText ? writeText : <DraftForm key={discarded} kind={book.kind} text={written} faults={faults} write={setText} otherwise={writeText} />}
      {findings.error && !findings.data && <Refused error={findings.error} />}
      {faults.length > 0 && <Faults faults={faults} />}
      {faults.length === 0 && warnings.length > 0 && <Faults faults={warnings} isWarning />}
      {save.problem && <Refused error={save.problem} />}
      <Group>
        <Button loading={save.isRunning} disabled={!isSound} onClick={() => save.run(document!)}>
          {book.texts.save}
        </Button>
        <Button variant="default" disabled={!isSound} aria-expanded={isCompared} onClick={() => setCompared(!isCompared)}>
          {t('whatChanges')}
        </Button>
        {text && (
          <Button
            variant="subtle"
            onClick={() => {
              forgetText();
              setDiscarded(discarded + 1);
            }}
          >
            {t('discard')}
          </Button>
        )}
      </Group>
      {isCompared && isSound && book.compared(document)}
      {isSound && book.foreseen?.(document)}
    </Stack>
  );
}

/** Each fault at its place, with what to do. */
function Faults({ faults, isWarning }: { faults: Findings['faults']; isWarning?: boolean }) {
  const { t } = useTranslation('policies');
  const place = usePlaceWords();
  const words = useFaultWords();
  return (
    <Alert color={isWarning ? 'yellow' : 'red'} role={isWarning ? 'status' : 'alert'} title={isWarning ? t('approval.warnings', { count: faults.length }) : t('faults', { count: faults.length })}>
      <List size="sm">
        {faults.map((fault) => (
          <List.Item key={fault.path + fault.message}>
            <b>{place(fault.path)}</b>: {words(fault)}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
