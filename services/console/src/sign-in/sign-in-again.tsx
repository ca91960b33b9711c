import '../app/all-styles';
import { Button, Modal, Stack, Text } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api } from '../api/client';
import { QUIETLY } from '../api/send';
import { forgetSandboxSession, isSandbox, renewSandboxSession, signInAgain } from '../api/session';
import { useMe } from '../api/who';
import { useFocusBack } from '../parts/use-focus-back';
import { ByPasswordOrProvider } from './by-password-or-provider';

/** The session is over: sign in again here, over the page as it is. What was asked meanwhile is sent then. */
export default function SignInAgain() {
  const { t } = useTranslation('sign-in');
  const { personId, name } = useMe();
  useFocusBack();
  const onSignedIn = useCallback(async () => {
    const who = await answer(api.GET('/v1/whoami', { headers: { [QUIETLY]: '1' } })).catch(() => undefined);
    if (!who) return;
    // Somebody else must not go on with what was begun here.
    if (who.personId !== personId) location.reload();
    else signInAgain.done();
  }, [personId]);
  const anew = () => {
    forgetSandboxSession();
    location.reload();
  };
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} closeOnEscape={false} closeOnClickOutside={false} title={t('again.title')} size="sm">
      <Stack>
        <Text>{t('again.detail', { name })}</Text>
        {isSandbox ? (
          <>
            <Button onClick={() => void renewSandboxSession().then((done) => done && signInAgain.done())}>{t('again.asBefore', { name })}</Button>
            <Button variant="default" onClick={anew}>
              {t('again.asOther')}
            </Button>
          </>
        ) : (
          <ByPasswordOrProvider onSignedIn={onSignedIn} beside />
        )}
      </Stack>
    </Modal>
  );
}
