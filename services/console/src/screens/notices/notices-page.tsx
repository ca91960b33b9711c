import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/page';
import { Data } from '../../parts/states';
import { ChoicesForm } from './choices-form';
import { OwnDevices } from './own-devices';
import { useChoices } from './use-notices';

/** How one is told of what waits for him: on which way, how soon, and when not at all. */
export default function NoticesPage() {
  const { t } = useTranslation('notices');
  const choices = useChoices();
  return (
    <Page title={t('title')}>
      <Stack gap="xl">
        <OwnDevices />
        <Data query={choices}>{(data) => <ChoicesForm choices={data} />}</Data>
      </Stack>
    </Page>
  );
}
