import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsPhone } from '../../app/use-is-phone';
import { Refused } from '../../parts/states';
import { useFocusBack } from '../../parts/use-focus-back';
import { useMeet, useMove, type Card } from './use-board';

/** Moves a deal. What its next stage asks for is met here first, each with what shows it. `card` is read anew after each step. */
export function MoveDialog({ card, close, moved }: { card: Card; close: () => void; moved: (card: Card) => void }) {
  const { t } = useTranslation('pipeline');
  const isPhone = useIsPhone();
  useFocusBack();
  const [evidence, setEvidence] = useState('');
  const meet = useMeet(card.id, () => setEvidence(''));
  const move = useMove((done) => {
    moved(done);
    close();
  });
  const next = card.next!;
  const first = next.missing[0];
  const problem = meet.problem ?? move.problem;
  return (
    <Modal opened onClose={close} fullScreen={isPhone} title={t('moveOf', { account: card.accountName, stage: next.label })} closeButtonProps={{ 'aria-label': t('common:action.close'), size: 44 }}>
      <Stack>
        {first ? (
          <>
            <Text>{t('missing', { count: next.missing.length, stage: next.label })}</Text>
            <ul>
              {next.missing.map(({ key, label }) => (
                <li key={key}>{label}</li>
              ))}
            </ul>
            <Textarea label={t('evidence', { milestone: first.label })} description={t('evidenceHint')} value={evidence} maxLength={2000} onChange={({ currentTarget }) => setEvidence(currentTarget.value)} error={meet.problem?.of('evidence')} data-autofocus />
          </>
        ) : (
          <Text>{t('nothingMissing', { stage: next.label })}</Text>
        )}
        {problem && <Refused error={problem} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          {first ? (
            <Button loading={meet.isRunning} disabled={evidence.trim() === ''} onClick={() => meet.run({ key: first.key, evidence: evidence.trim() })}>
              {t('meet')}
            </Button>
          ) : (
            <Button loading={move.isRunning} onClick={() => move.run(card)} data-autofocus>
              {t('moveTo', { stage: next.label })}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
