import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../api/problem';
import { useIsPhone } from '../../app/use-is-phone';
import { Refused } from '../../parts/states';
import { useFocusBack } from '../../parts/use-focus-back';

/** What is filled in before something is done to a lead: the whole screen of a phone. */
export function FormDialog({ title, problem, close, send, children }: { title: string; problem: Problem | undefined; close: () => void; send: { text: string; run: () => void; isRunning: boolean; isReady: boolean }; children: ReactNode }) {
  const { t } = useTranslation('leads');
  const isPhone = useIsPhone();
  useFocusBack();
  return (
    <Modal opened onClose={close} fullScreen={isPhone} title={title} closeButtonProps={{ 'aria-label': t('common:action.close'), size: 44 }}>
      <Stack>
        {children}
        {problem && <Refused error={problem} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button loading={send.isRunning} disabled={!send.isReady} onClick={send.run}>
            {send.text}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
