import { Alert } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconWifiOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** While the browser knows of no connection: what is shown stays, what is wanted waits. */
export function OfflineNotice() {
  const { t } = useTranslation();
  if (useNetwork().online) return null;
  return (
    <Alert role="status" color="yellow" icon={<IconWifiOff aria-hidden />} title={t('offline.title')} mb="sm">
      {t('offline.detail')}
    </Alert>
  );
}
