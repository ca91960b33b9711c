import { changedWall, openToReader, reachOver, wall } from '@throughline/persistence/row-reach';
import { testDatabase, type TestDatabase } from '@throughline/testing/test-database';
import { withContext } from '@throughline/observability/context';
import fc from 'fast-check';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';

import { access, scopeSql } from './access';
import type { Principal, Role } from './principal';
import { rowReach } from './row-reach';

const said = { region: 'region', businessType: 'business_type', product: 'product' };
const columns = { owner: 'owner_id', path: 'org_path', shared: 'open', ...said };

/** Nothing in a value is taken for anything but text. */
const awkward = `泵 "1\\2" '); $ ? (true) || @.region %\n\t\u00e9`;

/** A table behind the wall that leads have. */
class Things1767109900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      'CREATE TABLE thing (n int PRIMARY KEY, owner_id uuid, org_path text COLLATE "C", open boolean, region text, business_type text, product text)',
      ...wall({ table: 'thing', kind: 'lead', owner: 'owner_id', path: 'org_path' }),
      changedWall({ table: 'thing', kind: 'lead', owner: 'owner_id', path: 'org_path', said, or: `open AND ${reachOver('lead', 'own')} IS NOT NULL AND ${openToReader('lead', said)}` }),
    ];
    for (const statement of statements) await runner.query(statement);
  }
  async down(): Promise<void> {}
}

interface Thing {
  n: number;
  ownerId: string | null;
  orgPath: string;
  shared: boolean;
  region: string | null;
  businessType: string | null;
  product: string | null;
}

describe('rights, conditions and the wall of narrowed roles', () => {
  let database: TestDatabase;
  let things: Thing[];
  const me = uuidv7();

  beforeAll(async () => {
    database = await testDatabase({ migrations: [Things1767109900000] });
    const [a, b] = [['a', awkward, null], ['1.2.', '1.2.7.', '1.3.']] as const;
    things = a.flatMap((region) => a.flatMap((product) => b.flatMap((orgPath) => [me, uuidv7(), null].flatMap((ownerId) => [true, false].map((shared) => ({ ownerId, orgPath, shared, region, businessType: region, product })))))).map((thing, n) => ({ n, ...thing }));
    await database.query(
      `INSERT INTO thing SELECT n, "ownerId", "orgPath", shared, region, "businessType", product
       FROM json_to_recordset($1) AS t(n int, "ownerId" uuid, "orgPath" text, shared boolean, region text, "businessType" text, product text)`,
      [JSON.stringify(things)],
    );
  });
  afterAll(() => database?.drop());

  it('show the same rows', async () => {
    const only = fc.option(fc.record({ region: fc.constantFrom(['a'], ['a', awkward], ['c']), product: fc.constantFrom(['a'], [awkward, 'c']) }, { requiredKeys: [] }).filter((one) => !!one.region || !!one.product));
    const role = fc.constantFrom<Role>('sales-rep', 'sales-manager', 'sales-head', 'finance');
    const path = fc.constantFrom('1.2.', '1.3.', '1.');
    const person = fc.record({ role, path, only, elsewhere: fc.option(fc.record({ role, path, only })) });
    await fc.assert(
      fc.asyncProperty(person, async (one) => {
        const by: Principal = {
          personId: me, name: 'Me', tenant: 'test', roles: [one.role], unitPath: one.path, ...(one.only && { only: { [one.role]: one.only } }),
          ...(one.elsewhere && { rolesElsewhere: [{ role: one.elsewhere.role, unitPath: one.elsewhere.path, ...(one.elsewhere.only && { only: one.elsewhere.only }) }] }),
        };
        const allowed = things.filter((thing) => access.may(by, 'read', 'lead', thing)).map(({ n }) => n);
        const { sql, params } = scopeSql(by, 'read', 'lead', columns);
        const asked = await database.query<{ n: number }>(`SELECT n FROM thing WHERE ${sql} ORDER BY n`, params);
        const principal = { personId: me, authType: 'user' as const, reach: () => rowReach(by) };
        const shown = await withContext({ principal }, () => database.transactions.read((tx) => tx.query<{ n: number }>('SELECT n FROM thing ORDER BY n')));
        expect([asked, shown].map((rows) => rows.map(({ n }) => n))).toEqual([allowed, allowed]);
      }),
      { numRuns: 120 },
    );
  });
});
