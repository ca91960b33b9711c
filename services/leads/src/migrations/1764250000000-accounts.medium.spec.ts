import { migrateService } from '@throughline/persistence/migrate-service';
import { testDatabase } from '@throughline/testing/test-database';
import { v7 as uuidv7 } from 'uuid';
import { Accounts1764250000000 } from './1764250000000-accounts';
import { PathsOfDeals1767090000000 } from './1767090000000-paths-of-deals';
import { leadMigrations } from './lead-migrations';

jest.setTimeout(60_000);

it('an account that was there before gets its owner, and the clock looks at it at once', async () => {
  const before = leadMigrations.slice(0, leadMigrations.indexOf(Accounts1764250000000));
  const database = await testDatabase({ service: 'leads', migrations: before });
  const [id, ownerId] = [uuidv7(), uuidv7()];
  await database.query(`INSERT INTO account (id, name, owner_id, org_path, created_at, version) VALUES ($1, 'Old', $2, '1.1.', '2026-01-05T02:00:00Z', 1)`, [id, ownerId]);
  await migrateService({ service: 'leads', ownerUrl: database.ownerUrl, serviceUrl: database.url, migrations: leadMigrations });
  const [account] = await database.query('SELECT depth, status, visits_since, grade FROM account');
  expect(account).toEqual({ depth: 1, status: 'active', visits_since: new Date('2026-01-05T02:00:00Z'), grade: null });
  expect(await database.query('SELECT owner_id, started_at FROM account_ownership')).toEqual([{ owner_id: ownerId, started_at: new Date('2026-01-05T02:00:00Z') }]);
  expect(await database.query('SELECT book, subject_id, kind FROM deadline')).toEqual([{ book: 'visits:accounts', subject_id: id, kind: 'regrade' }]);
  await database.drop();
});

it('deals and contracts that were there before belong to the unit of their owner, where he is known', async () => {
  const database = await testDatabase({ service: 'leads', migrations: leadMigrations.slice(0, leadMigrations.indexOf(PathsOfDeals1767090000000)) });
  const [known, unknown] = [uuidv7(), uuidv7()];
  await database.query(`INSERT INTO known_person (id, name, roles, unit_path, version) VALUES ($1, 'Zhou', '{sales-rep}', '1.3.', 1)`, [known]);
  for (const owner of [known, unknown]) {
    await database.query(
      `INSERT INTO account_deal (deal_id, account_id, owner_id, product, stage, passed, status, amount, currency, opened_at, sequence)
       VALUES ($1, $1, $2, 'Suite', 'develop', '{develop}', 'open', 1, 'CNY', now(), 1)`,
      [uuidv7(), owner],
    );
    await database.query(
      `INSERT INTO account_contract (contract_id, deal_id, account_id, owner_id, status, amount, currency, drafted_at, sequence) VALUES ($1, $1, $1, $2, 'draft', 1, 'CNY', now(), 1)`,
      [uuidv7(), owner],
    );
  }
  await migrateService({ service: 'leads', ownerUrl: database.ownerUrl, serviceUrl: database.url, migrations: leadMigrations });
  for (const table of ['account_deal', 'account_contract']) {
    expect(await database.query(`SELECT owner_id, org_path FROM ${table} ORDER BY org_path NULLS LAST`)).toEqual([{ owner_id: known, org_path: '1.3.' }, { owner_id: unknown, org_path: null }]);
  }
  await database.drop();
});
