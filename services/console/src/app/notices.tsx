import './all-styles';
import { MantineThemeProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useIsPhone } from './use-is-phone';

/** Where the page says in passing what happened. */
export default function Notices() {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  return (
    <MantineThemeProvider inherit theme={{ components: { Notification: { defaultProps: { closeButtonProps: { 'aria-label': t('action.close') } } } } }}>
      <Notifications position={isPhone ? 'top-center' : 'bottom-right'} limit={3} />
    </MantineThemeProvider>
  );
}
