import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** All that can be done with a record, behind one button: short on a phone. */
export function ActsMenu({ acts }: { acts: readonly { key: string; text: string; run: () => void }[] }) {
  const { t } = useTranslation('administration');
  if (acts.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown aria-hidden size={18} />}>
          {t('acts')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {acts.map(({ key, text, run }) => (
          <Menu.Item key={key} mih={44} onClick={run}>
            {text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
