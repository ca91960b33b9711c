import { ActionIcon } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { useChanges } from '../api/changes';
import { signInAgain } from '../api/session';
import { loadTexts } from '../i18n/i18n';
import { notices } from '../parts/notify';
import { Loading } from '../parts/states';
import { UndoBar } from '../parts/undo';
import { Boundary } from './boundary';
import { Brand, PhoneTabs, SideNavigation } from './navigation';
import { OfflineNotice } from './offline-notice';
import { PersonButton } from './person-button';
import { useIsPhone } from './use-is-phone';
import classes from './shell.module.css';

// None of these is needed for the first look, and the notices may not wait for a connection when there is something to say.
const NOTICES_AFTER = 4_000;
const Notices = lazy(() => import('./notices'));
const Spotlight = lazy(() => import('./spotlight'));
const SignInAgain = lazy(async () => {
  const [module] = await Promise.all([import('../sign-in/sign-in-again'), loadTexts('sign-in')]);
  return module;
});

/** What stands around every screen: on a phone tabs below, on a desk the navigation at the side. */
export function Shell() {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const { pathname } = useLocation();
  const [search, setSearch] = useState(false);
  const wantsSignIn = useSyncExternalStore(signInAgain.subscribe, signInAgain.isWanted);
  const wantsNotices = useSyncExternalStore(notices.subscribe, notices.isWanted);
  useChanges();
  useEffect(() => {
    if ('throughline.device' in localStorage) void import('../parts/push').then(({ renewOnce }) => renewOnce());
  }, []);
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setSearch(true);
    };
    addEventListener('keydown', open);
    return () => removeEventListener('keydown', open);
  }, []);
  useEffect(() => {
    const timer = setTimeout(notices.want, NOTICES_AFTER);
    return () => clearTimeout(timer);
  }, []);
  const openSearch = (
    <ActionIcon aria-label={t('shell.search')} onClick={() => setSearch(true)}>
      <IconSearch aria-hidden />
    </ActionIcon>
  );

  return (
    <div className={classes.shell}>
      <a className="skip-link" href="#main">
        {t('shell.skip')}
      </a>
      <header className={isPhone ? classes.header : classes.side}>
        <div className={classes.top}>
          <Brand />
          <div className={classes.end}>
            {openSearch}
            {isPhone && <PersonButton />}
          </div>
        </div>
        {!isPhone && (
          <>
            <SideNavigation />
            <PersonButton wide />
          </>
        )}
      </header>
      <main id="main" tabIndex={-1} className={classes.main}>
        <OfflineNotice />
        <Boundary resetOn={pathname}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </Boundary>
      </main>
      {isPhone && (
        <footer className={classes.footer}>
          <PhoneTabs />
        </footer>
      )}
      <UndoBar />
      <Suspense>
        {wantsNotices && <Notices />}
        {search && <Spotlight close={() => setSearch(false)} />}
        {wantsSignIn && <SignInAgain />}
      </Suspense>
    </div>
  );
}
