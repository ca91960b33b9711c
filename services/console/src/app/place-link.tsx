import { NavLink } from 'react-router';
import type { Navigation } from '../screens/screen';
import classes from './shell.module.css';

export interface Place {
  to: string;
  text: string;
  icon: Navigation['icon'];
}

/** A place in the navigation. */
export function PlaceLink({ to, text, icon: Icon, onClick }: Place & { onClick?: () => void }) {
  return (
    <NavLink to={to} className={classes.link} {...(onClick && { onClick })}>
      <Icon aria-hidden size={22} />
      {text}
    </NavLink>
  );
}
