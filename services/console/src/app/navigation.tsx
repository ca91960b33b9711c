import { IconDots } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import type { Navigation, Screen } from '../screens/screen';
import { screens } from '../screens/screens';
import { useRights } from './rights';
import { PlaceLink, type Place } from './place-link';
import { Sign } from './sign';
import classes from './shell.module.css';

const More = lazy(() => import('./more-places'));

/** On a phone; what does not fit lies behind a fifth. */
const TABS = 4;

/** Where the person who has signed in may go. */
export function usePlaces(): Place[] {
  const { t } = useTranslation();
  const may = useRights();
  return screens
    .filter((screen): screen is Screen & { navigation: Navigation } => screen.navigation !== undefined)
    .filter(({ navigation: { rights } }) => rights?.some((right) => may(right)) ?? true)
    .sort((a, b) => a.navigation.order - b.navigation.order)
    .map(({ name, navigation }) => ({ to: `/${name}`, text: t(`nav.${name}`), icon: navigation.icon }));
}

export function Brand() {
  return (
    <Link to="/" className={classes.brand}>
      <Sign size={28} />
      Throughline
    </Link>
  );
}

export function SideNavigation() {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('shell.navigation')} className={classes.links}>
      {usePlaces().map((place) => (
        <PlaceLink key={place.to} {...place} />
      ))}
    </nav>
  );
}

export function PhoneTabs() {
  const { t } = useTranslation();
  const [more, setMore] = useState(false);
  const places = usePlaces();
  const fits = places.length <= TABS + 1;
  const tabs = fits ? places : places.slice(0, TABS);
  return (
    <nav aria-label={t('shell.navigation')} className={classes.tabs}>
      {tabs.map(({ to, text, icon: Icon }) => (
        <NavLink key={to} to={to} className={classes.tab}>
          <Icon aria-hidden size={22} />
          <span>{text}</span>
        </NavLink>
      ))}
      {!fits && (
        <>
          <button type="button" className={classes.tab} aria-haspopup="dialog" onClick={() => setMore(true)}>
            <IconDots aria-hidden size={22} />
            <span>{t('shell.more')}</span>
          </button>
          <Suspense>
            {more && <More title={t('shell.more')} close={() => setMore(false)} places={places.slice(TABS)} />}
          </Suspense>
        </>
      )}
    </nav>
  );
}
