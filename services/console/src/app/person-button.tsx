import { ActionIcon, Text, UnstyledButton } from '@mantine/core';
import { IconUserCircle } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe, useProfile } from '../api/who';

const PersonMenu = lazy(() => import('./person-menu'));

/** Who has signed in. His menu is loaded when he wants it. */
export function PersonButton({ wide = false }: { wide?: boolean }) {
  const { t } = useTranslation();
  const me = useMe();
  const profile = useProfile();
  const [opened, setOpened] = useState(false);
  const name = t('shell.person', { name: me.name });
  const common = { 'aria-label': name, 'aria-haspopup': 'menu', 'aria-expanded': opened, onClick: () => setOpened(!opened) } as const;
  const button = wide ? (
    <UnstyledButton mih={44} w="100%" {...common} aria-label={undefined} title={name}>
      <Text span display="block" fw={600} truncate>
        {me.name}
      </Text>
      <Text span display="block" size="sm" c="dimmed" truncate>
        {profile ? `${profile.position}, ${profile.unitName}` : '\u00a0'}
      </Text>
    </UnstyledButton>
  ) : (
    <ActionIcon {...common}>
      <IconUserCircle aria-hidden />
    </ActionIcon>
  );
  if (!opened) return button;
  return (
    <Suspense fallback={button}>
      <PersonMenu button={button} above={wide} close={() => setOpened(false)} />
    </Suspense>
  );
}
