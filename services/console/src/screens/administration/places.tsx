import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useRights, type Right } from '../../app/rights';
import classes from './places.module.css';

interface PlaceToAdminister {
  to: string;
  name: string;
  /** Shown to whom one of these is given; absent: to everybody who comes here. */
  rights?: readonly Right[];
}

const PLACES: readonly PlaceToAdminister[] = [
  { to: '/administration', name: 'people' },
  { to: '/administration/units', name: 'units' },
  { to: '/administration/groups', name: 'groups' },
  { to: '/administration/calendars', name: 'calendars' },
  { to: '/administration/pools', name: 'pools' },
  { to: '/administration/audit', name: 'audit', rights: ['audit:read'] },
  { to: '/administration/doctor', name: 'doctor', rights: ['doctor:read'] },
];

/** What there is to administer: below the title of each of these lists. */
export function Places() {
  const { t } = useTranslation('administration');
  const may = useRights();
  return (
    <nav aria-label={t('places.all')} className={classes.places}>
      {PLACES.filter(({ rights }) => rights?.some((right) => may(right)) ?? true).map(({ to, name }) => (
        <NavLink key={to} to={to} end className={classes.place}>
          {t(`places.${name}`)}
        </NavLink>
      ))}
    </nav>
  );
}
