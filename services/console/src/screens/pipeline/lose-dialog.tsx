import { Button, Group, Modal, Radio, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsPhone } from '../../app/use-is-phone';
import { Refused } from '../../parts/states';
import { useFocusBack } from '../../parts/use-focus-back';
import { useLose, type Card, type LostReason } from './use-board';

const REASONS = ['price', 'competitor', 'no_budget', 'no_decision', 'product_fit', 'timing', 'contact_lost', 'other'] as const satisfies readonly LostReason[];

/** A deal is lost for a reason that can be counted; what there is to tell goes into the note. */
export function LoseDialog({ card, close }: { card: Card; close: () => void }) {
  const { t } = useTranslation('pipeline');
  const isPhone = useIsPhone();
  useFocusBack();
  const [reason, setReason] = useState<LostReason>();
  const [note, setNote] = useState('');
  const lose = useLose(card, close);
  return (
    <Modal opened onClose={close} fullScreen={isPhone} title={t('loseOf', { account: card.accountName })} closeButtonProps={{ 'aria-label': t('common:action.close'), size: 44 }}>
      <Stack>
        <Radio.Group label={t('reason')} value={reason ?? ''} onChange={(chosen) => setReason(chosen as LostReason)} error={lose.problem?.of('reason')}>
          <Stack gap={0} mt="xs">
            {REASONS.map((one) => (
              <Radio key={one} value={one} label={t(`lost.${one}`)} py={12} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea label={t('note')} value={note} maxLength={2000} onChange={({ currentTarget }) => setNote(currentTarget.value)} error={lose.problem?.of('note')} />
        {lose.problem && <Refused error={lose.problem} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button color="red" loading={lose.isRunning} disabled={!reason} onClick={() => lose.run({ reason: reason!, ...(note.trim() && { note: note.trim() }) })}>
            {t('lose')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
