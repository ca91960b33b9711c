import { Button, Group, Modal, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem';
import { useIsPhone } from '../app/use-is-phone';
import { Refused } from './states';
import { useFocusBack } from './use-focus-back';

export interface FormDialogProps {
  title: string;
  close: () => void;
  /** What the button says and does; nothing is sent before it is ready. */
  send: { text: string; run: () => void; isRunning: boolean; isReady: boolean; color?: string };
  problem?: Problem | undefined;
  size?: string;
  children: ReactNode;
}

/** What is filled in before something is done: the whole screen of a phone. */
export function FormDialog({ title, close, send, problem, size, children }: FormDialogProps) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  useFocusBack();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The page around it is no part of this form.
    event.stopPropagation();
    if (send.isReady) send.run();
  };
  return (
    <Modal opened onClose={close} fullScreen={isPhone} title={title} closeButtonProps={{ 'aria-label': t('action.close'), size: 44 }} {...(size && { size })}>
      <form onSubmit={submit}>
        <Stack>
          {children}
          {problem && <Refused error={problem} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={send.isRunning} disabled={!send.isReady} {...(send.color && { color: send.color })}>
              {send.text}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
