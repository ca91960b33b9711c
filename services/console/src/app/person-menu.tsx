import './all-styles';
import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconBell, IconBook, IconDeviceDesktop, IconLanguage, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../api/client';
import { forgetSandboxSession, isSandbox } from '../api/session';
import { useMe } from '../api/who';
import { chooseLanguage, language } from '../i18n/i18n';
import { switchOff } from '../parts/push';
import { DRAFTS } from '../parts/use-draft';

const SCHEMES = [
  ['auto', IconDeviceDesktop],
  ['light', IconSun],
  ['dark', IconMoon],
] as const;

/** How he wants it to look and to read, and the way out. */
export default function PersonMenu({ button, above, close }: { button: ReactElement; above: boolean; close: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = async (path: '/v1/session' | '/v1/sessions') => {
    // Whoever signs in here next is not to read what is meant for this person.
    await switchOff().catch(() => undefined);
    if (isSandbox) forgetSandboxSession();
    else await api.DELETE(path).catch(() => undefined);
    // Of one person nothing is left for the next: not what he was writing, and no page to go back to as it was.
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(DRAFTS)) sessionStorage.removeItem(key);
    addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
    location.assign('/');
  };
  const other = language() === 'zh' ? 'en' : 'zh';
  return (
    <Menu width={260} position={above ? 'top-start' : 'bottom-end'} opened onChange={(opened) => !opened && close()}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.name}</Menu.Label>
        {SCHEMES.map(([scheme, Icon]) => (
          <Menu.Item key={scheme} mih={44} leftSection={<Icon aria-hidden size={18} />} onClick={() => setColorScheme(scheme)} aria-current={scheme === colorScheme || undefined} fw={scheme === colorScheme ? 700 : 400}>
            {t(`scheme.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item mih={44} leftSection={<IconBell aria-hidden size={18} />} component={Link} to="/notices">
          {t('shell.notices')}
        </Menu.Item>
        <Menu.Item mih={44} leftSection={<IconLanguage aria-hidden size={18} />} lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => chooseLanguage(other)}>
          {other === 'zh' ? '中文' : 'English'}
        </Menu.Item>
        <Menu.Item mih={44} leftSection={<IconBook aria-hidden size={18} />} component="a" href="/docs">
          {t('shell.api')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item mih={44} leftSection={<IconLogout aria-hidden size={18} />} onClick={() => void signOut('/v1/session')}>
          {t('shell.signOut')}
        </Menu.Item>
        {!isSandbox && (
          <Menu.Item mih={44} leftSection={<IconLogout aria-hidden size={18} />} onClick={() => void signOut('/v1/sessions')}>
            {t('shell.signOutEverywhere')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
