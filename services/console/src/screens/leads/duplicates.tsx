import { Alert, Button, Group, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts/format';
import classes from './leads.module.css';
import type { Candidate, Capture, FoundDuplicates } from './use-capture';

interface Props {
  found: FoundDuplicates;
  isRunning: boolean;
  choose: (how: Pick<Capture, 'onDuplicate' | 'attachTo' | 'duplicateReason'>) => void;
  giveUp: () => void;
}

/** It may be here already: add to what is here, say why it is another company, or let it be. */
export function Duplicates({ found: { exact, candidates }, isRunning, choose, giveUp }: Props) {
  const { t } = useTranslation('leads');
  const [to, setTo] = useState(candidates[0]?.id ?? '');
  const [reason, setReason] = useState('');
  const box = useRef<HTMLDivElement>(null);
  // On a phone it stands below what was filled in.
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'start' });
  }, []);
  const isOthers = candidates.some(({ owned }) => owned);
  return (
    <Alert ref={box} className={classes.found!} role="alert" color="yellow" title={t(`duplicate.${exact ? 'exact' : 'possible'}`)}>
      <Stack>
        <Radio.Group label={t('duplicate.which')} value={to} onChange={setTo}>
          <Stack gap={0} mt="xs">
            {candidates.map((candidate) => (
              <Radio key={candidate.id} value={candidate.id} classNames={{ body: classes.answer! }} label={<Likeness candidate={candidate} />} />
            ))}
          </Stack>
        </Radio.Group>
        <Group>
          <Button loading={isRunning} onClick={() => choose({ onDuplicate: 'attach', attachTo: to })}>
            {t('duplicate.attach')}
          </Button>
          <Button variant="default" onClick={giveUp}>
            {t('duplicate.giveUp')}
          </Button>
        </Group>
        {!exact && (
          <>
            {isOthers && <Text>{t('duplicate.approval')}</Text>}
            <Textarea label={t('duplicate.reason')} value={reason} maxLength={1_000} autosize minRows={2} onChange={({ currentTarget }) => setReason(currentTarget.value)} />
            <Group>
              <Button variant="default" loading={isRunning} disabled={reason.trim() === ''} onClick={() => choose({ onDuplicate: 'create', duplicateReason: reason.trim() })}>
                {t(`duplicate.${isOthers ? 'ask' : 'create'}`)}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Alert>
  );
}

function Likeness({ candidate: { name, kind, owned, score, because } }: { candidate: Candidate }) {
  const { t, i18n } = useTranslation('leads');
  const { percent } = useFormat();
  const facts = because.map((fact) => {
    const key = fact.replace(/[^a-z]+/g, '_');
    return i18n.exists(`alike.${key}`, { ns: 'leads' }) ? t(`alike.${key}`) : fact;
  });
  return (
    <>
      <Text span fw={600}>
        {name}
      </Text>
      {' · '}
      {t(`duplicate.kind.${kind}`)}
      {' · '}
      {t(`duplicate.${owned ? 'owned' : 'free'}`)}
      {score !== undefined && ` · ${t('duplicate.likely', { percent: percent(String(Math.round(100 * score))) })}`}
      {facts.length > 0 && (
        <Text span size="sm" display="block">
          {facts.join(' · ')}
        </Text>
      )}
    </>
  );
}
