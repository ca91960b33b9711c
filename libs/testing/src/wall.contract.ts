import type { Dimension, Only } from '@throughline/access/dimensions';
import type { Principal } from '@throughline/access/principal';

import type { TestDatabase } from './test-database';
import { shownOf, shownUntold, unwalled } from './walls';

export interface Walled {
  database: () => TestDatabase;
  /** A person whom the service knows nothing of. */
  person(roles: Principal['roles'], unitPath: string): Principal;
  /** The first holds records with a unit path, all of them in unit 1.1. or below; whatever the others hold hangs on records of there too. */
  tables: readonly [string, ...string[]];
  /** Columns of the first by what a role can be narrowed to; some row says something in each. */
  said?: Readonly<Partial<Record<Dimension, string>>>;
  /** Tables with an owner, or of somebody, whose rows others may know of. */
  open?: readonly string[];
}

/** What row security has to do for a service whose records are laid; call it inside `describe`. */
export function wallContract({ database, person, tables, said = {}, open = [] }: Walled): void {
  it.each([...tables])('shows nothing of others of the table %s', async (table) => {
    expect(await shownOf(database(), table, person(['sales-rep'], '1.2.'))).toBe(0);
    expect(await shownOf(database(), table, person(['sales-manager'], '1.2.'))).toBe(0);
    expect(await shownOf(database(), table, person([], '1.'))).toBe(0);
    expect(await shownUntold(database(), table)).toBe(0);
    const everything = await shownOf(database(), table, person(['admin'], '1.'));
    expect(everything).toBeGreaterThan(0);
    // The connection goes back to the pool as it was: who works for the system sees everything again.
    expect(await database().transactions.read((tx) => tx.query(`SELECT FROM ${table}`))).toHaveLength(everything);
  });

  it('shows a manager what belongs to the units below him, also to one who is manager there besides', async () => {
    const [table] = tables;
    const all = await shownOf(database(), table, person(['admin'], '1.'));
    expect(await shownOf(database(), table, person(['sales-manager'], '1.1.'))).toBe(all);
    expect(await shownOf(database(), table, { ...person(['sales-rep'], '1.2.'), rolesElsewhere: [{ role: 'sales-manager', unitPath: '1.3.' }] })).toBe(0);
    expect(await shownOf(database(), table, { ...person(['sales-manager'], '1.2.'), rolesElsewhere: [{ role: 'sales-manager', unitPath: '1.1.' }] })).toBe(all);
  });

  for (const [dimension, column] of Object.entries(said)) {
    it(`shows to whom a role is narrowed by ${dimension} what it is narrowed to`, async () => {
      const [table] = tables;
      const [most] = await database().query<{ value: string; n: number }>(`SELECT ${column} AS value, count(*)::int AS n FROM ${table} WHERE ${column} IS NOT NULL GROUP BY 1 ORDER BY n DESC LIMIT 1`);
      const shown = (role: 'sales-manager' | 'sales-head', unitPath: string, only: Only) => shownOf(database(), table, { ...person([role], unitPath), only: { [role]: only } });
      const [same, other] = [{ [dimension]: [most!.value, 'another'] }, { [dimension]: ['another'] }];
      expect([await shown('sales-manager', '1.1.', same), await shown('sales-head', '1.9.', same), await shown('sales-manager', '1.2.', same)]).toEqual([most!.n, most!.n, 0]);
      expect([await shown('sales-manager', '1.1.', other), await shown('sales-head', '1.9.', other)]).toEqual([0, 0]);
      expect(await shownOf(database(), table, { ...person(['sales-rep'], '1.2.'), rolesElsewhere: [{ role: 'sales-manager', unitPath: '1.1.', only: other }] })).toBe(0);
    });
  }

  it('stands before a wall wherever rows are somebody\'s', async () => expect(await unwalled(database())).toEqual(open));
}
