import { matchRoutes } from 'react-router';
import { meQuery } from '../api/who';
import { startTexts } from '../i18n/i18n';
import { screens } from '../screens/screens';
import { client } from './queries';

/** Milliseconds that a page may take longer than the texts of the shell before the shell is shown without it. */
const PATIENCE = 300;

/** What the first look needs is asked for at once, not one after the other: the texts of the shell, who has signed in, and the page that the address leads to: the inbox, where it says nothing. */
export async function begin(): Promise<void> {
  void client.prefetchQuery(meQuery);
  if (location.pathname === '/') history.replaceState(null, '', '/inbox');
  const routes = screens.flatMap(({ name, routes: of }) => of.map(({ path, page }) => ({ path: `/${name}/${path}`, page })));
  const page = matchRoutes(routes, location.pathname)?.at(-1)?.route.page;
  page?.fetch();
  await startTexts();
  if (page) await Promise.race([page.ready(), new Promise((done) => setTimeout(done, PATIENCE))]);
}
